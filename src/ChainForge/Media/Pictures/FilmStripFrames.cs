namespace ChainForge.Media;

/// <summary>Chooses the frames of a film strip: both sides of each seam, both ends, and the rest where the gaps are widest.</summary>
internal static class FilmStripFrames
{
    public const int Columns = 8;
    private const int MostRows = 3;

    public static int[] Choose(int total, IReadOnlyList<int> seams)
    {
        var inside = seams.Where(s => s > 0 && s < total).Distinct().Order().ToArray();
        var rows = Math.Clamp((int)Math.Ceiling(((2 * inside.Length) + 4) / (double)Columns), 1, MostRows);
        var wanted = Math.Min(total, rows * Columns);
        var shown = Spread(inside, (wanted - 2) / 2);
        var frames = new SortedSet<int>([0, total - 1, .. shown.SelectMany(s => new[] { s - 1, s })]);
        while (frames.Count < wanted)
        {
            var (left, right) = frames.Zip(frames.Skip(1)).MaxBy(gap => gap.Second - gap.First);
            frames.Add((left + right) / 2);
        }

        return [.. frames];
    }

    private static IEnumerable<int> Spread(int[] seams, int most) =>
        seams.Length <= most ? seams : Enumerable.Range(0, most).Select(i => seams[i * (seams.Length - 1) / Math.Max(1, most - 1)]);
}
