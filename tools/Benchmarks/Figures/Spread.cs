namespace ChainForge.Benchmarks.Figures;

/// <summary>What repeated measurements gave: the median, and how far they lie apart.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Spread(Quantile(sorted, 0.5), sorted[0], sorted[^1]);
    }

    /// <summary>A value of sorted ones, between neighbours where it falls between.</summary>
    public static double Quantile(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    public string Show(string format = "0.00") => $"{Median.ToString(format)} ({Least.ToString(format)}-{Most.ToString(format)})";
}
