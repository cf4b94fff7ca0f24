using System.Security.Cryptography;
using PictorySimulator.Rendering.Scenes;

namespace PictorySimulator.Rendering;

/// <summary>What a clip starts from.</summary>
/// <param name="World">What it films.</param>
/// <param name="Anchor">The picture that its first frame must be; null when it starts from nothing.</param>
/// <param name="Before">Where the world stands at its start.</param>
/// <param name="Source">The frames of an extended video.</param>
internal sealed record Opening(IWorld World, Frame? Anchor, WorldState Before, IReadOnlyList<Frame> Source)
{
    public static async Task<Opening> FindAsync(ClipOrder order, EndStates ends, RenderCache cache, CancellationToken cancel)
    {
        var shape = order.Shape;
        var source = order.Extend is null ? [] : await SourceDecoder.FramesAsync(order.Extend, shape, cancel);
        var given = order.FirstFrame is not null ? await SourceDecoder.PictureAsync(order.FirstFrame, shape, cancel) : source is [.., var last] ? last : null;
        if (given is null || order.Look.IgnoreAnchor)
        {
            return await FromNothingAsync(order, cancel);
        }

        if (ends.Recognise(given) is { } before)
        {
            return before.Scene is { } scene
                ? new(Continue(before, scene, order), given, before, source)
                : await FromPictureAsync(before, given, source, shape, cache, cancel);
        }

        var bytes = order.FirstFrame ?? given.Data;
        var start = new WorldState { Picture = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        cache.KeepPicture(start.Picture, order.FirstFrame);
        return new(new PictureWorld(given, start.Picture, 0), given, start, source);
    }

    private static async Task<Opening> FromNothingAsync(ClipOrder order, CancellationToken cancel)
    {
        var scene = ScenePrompt.Begin(order.Prompt);
        if (order.Reference is not null)
        {
            scene = await SourceDecoder.InColoursOfAsync(order.Reference, scene, cancel);
        }

        var start = new WorldState { Seed = ScenePrompt.SeedOf(order.Prompt), Scene = scene };
        return new(Continue(start, scene, order), null, start, []);
    }

    private static Landscape Continue(WorldState before, Scene scene, ClipOrder order) => new(
        scene, ScenePrompt.Continue(scene, order.Prompt), before.Seed, before.Clock,
        Math.Max(0.001, (order.Shape.Frames - 1.0) / order.Shape.Rate));

    /// <summary>Goes on with the original picture, so that a long chain does not blur it; without it, with the given one.</summary>
    private static async Task<Opening> FromPictureAsync(
        WorldState before, Frame given, IReadOnlyList<Frame> source, ClipShape shape, RenderCache cache, CancellationToken cancel)
    {
        if (cache.FindPicture(before.Picture!) is { } original)
        {
            var picture = await SourceDecoder.PictureAsync(original, shape, cancel);
            return new(new PictureWorld(picture, before.Picture!, before.Clock), given, before, source);
        }

        var start = before with { Clock = 0 };
        return new(new PictureWorld(given, before.Picture!, 0), given, start, source);
    }
}
