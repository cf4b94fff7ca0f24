namespace ChainForge.Media;

/// <summary>The middle of some figures.</summary>
internal static class Median
{
    /// <summary>The middle one, of an even number the mean of the two in the middle; 0 of none.</summary>
    public static double Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
