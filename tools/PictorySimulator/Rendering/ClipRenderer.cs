using System.Text.Json;

namespace PictorySimulator.Rendering;

/// <summary>Makes the clip of an order, or finds it in the cache.</summary>
internal sealed class ClipRenderer(SimulatorSettings settings, string work)
{
    private const string EndFile = "end.json";
    private static readonly string[] Files = [.. ClipEncoder.Files, EndFile];
    private readonly RenderCache cache = new(settings);
    private readonly EndStates ends = new();

    public async Task<Clip> RenderAsync(ClipOrder order, string jobId, CancellationToken cancel)
    {
        var opening = await Opening.FindAsync(order, ends, cache, cancel);
        var name = cache.NameOf(order, opening);
        var folder = Directory.CreateDirectory(Path.Combine(work, jobId)).FullName;
        if (name is null || !cache.TryCopyTo(folder, name, Files))
        {
            await MakeAsync(order, opening, folder, cancel);
            if (name is not null)
            {
                cache.Keep(folder, name, Files);
            }
        }

        var end = JsonSerializer.Deserialize<End>(await File.ReadAllBytesAsync(Path.Combine(folder, EndFile), cancel))!;
        ends.Remember(end.Signature, end.State);
        return new(folder, order.Shape.Width, order.Shape.Height, (double)end.Frames / order.Shape.Rate);
    }

    private static async Task MakeAsync(ClipOrder order, Opening opening, string folder, CancellationToken cancel)
    {
        var film = new Film(order, opening);
        var shape = order.Shape with { Frames = film.Length };
        var sound = order.Look.Sound
            ? Ambience.Play(opening.Before.Seed, order.Prompt, opening.Before.Clock, shape, film.After.Gain)
            : null;
        await ClipEncoder.EncodeAsync(folder, shape, order.Look.Preset, sound, to => film.WriteAsync(to, cancel), cancel);
        await ClipEncoder.CutPicturesAsync(folder, shape.Frames, cancel);
        var end = new End(film.Length, EndStates.SignatureOf(film.Last), film.StateAtEnd);
        await File.WriteAllBytesAsync(Path.Combine(folder, EndFile), JsonSerializer.SerializeToUtf8Bytes(end), cancel);
    }

    private sealed record End(int Frames, byte[] Signature, WorldState State);
}
