namespace ChainForge.Media;

/// <summary>Finds the end of the clip before inside a clip that extends it.</summary>
/// <param name="Frames">Leading frames of the extension that belong to its source; 0: none.</param>
/// <param name="Confidence">0 to 1.</param>
internal sealed record SourceSearch(int Frames, double Confidence)
{
    private const int Compared = 8;
    private static readonly SourceSearch Nothing = new(0, 0);

    /// <summary>
    /// Slides the last frames of the clip before along the extension. They lie inside it where the distance has its least value,
    /// is far below that of one frame sooner or later, and is below what the extension's own first frame offers.
    /// </summary>
    public static SourceSearch Find(IReadOnlyList<SmallFrame> tail, IReadOnlyList<SmallFrame> extension)
    {
        var compared = Math.Min(Compared, tail.Count);
        var end = extension.Count - 1;
        if (end <= compared)
        {
            return Nothing;
        }

        var distances = Enumerable.Range(compared, end - compared + 1).Select(p => Distance(tail, extension, p, compared)).ToArray();
        var best = Array.IndexOf(distances, distances.Min());
        var step = MotionModel.Of(tail, []).Step;
        var frames = best + compared;
        if (step < SeamThresholds.StillStep || distances[best] > SeamThresholds.UnrelatedAtLeast + step)
        {
            return Nothing;
        }

        var sooner = best > 0 ? distances[best - 1] : double.MaxValue;
        var later = best + 1 < distances.Length ? distances[best + 1] : Distance(tail, extension, frames + 1, compared);
        var rise = (Math.Min(sooner, later) - distances[best]) / step;
        var isSource = rise > 0.25 && distances[best] < tail[^1].DistanceTo(extension[0]);
        return isSource ? new SourceSearch(frames, Math.Clamp(rise, 0, 1)) : Nothing;
    }

    private static double Distance(IReadOnlyList<SmallFrame> tail, IReadOnlyList<SmallFrame> extension, int end, int compared) =>
        Enumerable.Range(1, compared).Average(i => tail[^i].DistanceTo(extension[end - i]));
}
