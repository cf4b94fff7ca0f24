namespace ChainForge.Media;

/// <summary>Gives every frame the same time: one duration for all, each shown at its place.</summary>
internal static class PictureClock
{
    /// <param name="samples">In the order of decoding, each with its place in the order of showing.</param>
    /// <param name="ticks">Length of a frame.</param>
    /// <param name="delay">When the first frame is shown: as late as the one that waits longest needs.</param>
    public static IReadOnlyList<MovieSample> Lay(IReadOnlyList<(MovieSample Sample, int Place)> samples, int ticks, out long delay)
    {
        var frames = samples.Select((placed, decoded) => decoded - placed.Place).DefaultIfEmpty(0).Max();
        delay = (long)frames * ticks;
        return [.. samples.Select((placed, decoded) => placed.Sample with { Duration = ticks, ShownAfter = (placed.Place + frames - decoded) * ticks })];
    }
}
