using System.Text.Json;

namespace ChainForge.App.Dashboard.Reading;

/// <summary>The part of a finished run's <c>manifest.json</c> that tells how its clips were joined.</summary>
/// <param name="Stitch">Which way, and why.</param>
/// <param name="Seams">The joints.</param>
/// <param name="SoundMinusPictureMs">How much longer the sound is than the picture, in milliseconds.</param>
internal sealed record SeamFigures(IReadOnlyList<string>? Stitch, IReadOnlyList<SeamFigures.Seam>? Seams, double SoundMinusPictureMs)
{
    /// <summary>Reads them; null when the manifest is not there, or not one of ours: a page is no place to fail for that.</summary>
    public static async Task<SeamFigures?> ReadAsync(string manifest, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(manifest);
            return await JsonSerializer.DeserializeAsync<SeamFigures>(file, JsonSerializerOptions.Web, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The joint before a segment.</summary>
    /// <param name="Segment">Id of the segment behind the joint.</param>
    /// <param name="Frame">The first frame of the video that comes from it.</param>
    /// <param name="Measured">The figures.</param>
    public sealed record Seam(string Segment, int Frame, Measured? Measured);

    /// <summary>What was measured, see <see cref="Media.SeamMeasure"/>.</summary>
    public sealed record Measured(int DropTail, int DropHead, double PictureStep, double NaturalStep, string? Reason);
}
