namespace ChainForge.Media;

/// <summary>The frames of a clip on its clock, and the rate that they keep.</summary>
/// <param name="Rate">Exact where constant, else the average.</param>
/// <param name="IsConstant">Whether each frame lies where the rate puts it.</param>
/// <param name="Times">Seconds after the first frame, in the order shown.</param>
/// <param name="Length">Seconds from the first frame to the end of the last.</param>
internal sealed record FrameTimeline(FrameRate Rate, bool IsConstant, IReadOnlyList<double> Times, double Length)
{
    /// <summary>Reads the rate off the time stamps; what the header says only counts when they agree with it.</summary>
    /// <param name="stamps">Presentation times in ticks, any order.</param>
    /// <param name="tick">Seconds per tick.</param>
    /// <param name="lastDuration">Ticks that the last frame is shown; 0: unknown.</param>
    /// <param name="claims">Rates that the header names, likeliest first.</param>
    public static FrameTimeline Read(IReadOnlyList<long> stamps, double tick, long lastDuration, IReadOnlyList<FrameRate> claims)
    {
        var sorted = stamps.Order().ToArray();
        var times = sorted.Select(s => (s - sorted[0]) * tick).ToArray();
        if (times.Length == 1)
        {
            var single = claims.Count > 0 ? claims[0] : FrameRate.Near(lastDuration > 0 ? 1 / (lastDuration * tick) : 25);
            return new FrameTimeline(single, true, times, 1 / single.PerSecond);
        }

        var measured = FrameRate.Near((times.Length - 1) / times[^1]);
        foreach (var rate in claims.Append(measured).Where(r => Fits(times, r, tick)))
        {
            return new FrameTimeline(rate, true, times, times.Length / rate.PerSecond);
        }

        var last = lastDuration > 0 ? lastDuration * tick : times[^1] / (times.Length - 1);
        return new FrameTimeline(measured, false, times, times[^1] + last);
    }

    private static bool Fits(double[] times, FrameRate rate, double tick)
    {
        // Containers round each stamp to a tick; a twentieth of a frame is below what anyone can see.
        var slack = Math.Max(1.001 * tick, 0.05 / rate.PerSecond);
        for (var i = 0; i < times.Length; i++)
        {
            if (Math.Abs(times[i] - (i / rate.PerSecond)) > slack)
            {
                return false;
            }
        }

        return true;
    }
}
