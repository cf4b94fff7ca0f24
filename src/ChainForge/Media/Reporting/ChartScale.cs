namespace ChainForge.Media;

/// <summary>A scale with round numbers on it.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Step">From one number to the next.</param>
internal sealed record ChartScale(double Low, double High, double Step)
{
    /// <summary>The numbers.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            for (var i = Math.Ceiling((Low / Step) - 1e-9); i * Step <= High + (Step * 1e-9); i++)
            {
                // Plus zero: a minus zero would be printed as such.
                yield return (i * Step) + 0.0;
            }
        }
    }

    /// <summary>A scale that holds all values, not narrower than <paramref name="least"/>: noise must not look like drift.</summary>
    public static ChartScale Around(IEnumerable<double> values, double least)
    {
        var (low, high) = values.Aggregate((Low: double.MaxValue, High: double.MinValue), (range, value) => (Math.Min(range.Low, value), Math.Max(range.High, value)));
        var missing = Math.Max(0, least - (high - low)) / 2;
        var step = Round((high - low + (2 * missing)) / 4);
        return new ChartScale(Math.Floor((low - missing) / step) * step, Math.Ceiling((high + missing) / step) * step, step);
    }

    /// <summary>A scale from 0 to exactly <paramref name="end"/>.</summary>
    public static ChartScale To(double end) => new(0, end, Round(end / 10));

    /// <summary>Where a value lies, 0 to 1.</summary>
    public double At(double value) => (value - Low) / (High - Low);

    // 1, 2 or 5 times a power of ten.
    private static double Round(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(step, 1e-6))));
        var digit = step / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
