namespace ChainForge.Media;

/// <summary>Brings one frame to the look of another that shows nearly the same, by means and spreads: less exact than a picture shown twice, but any two frames will do.</summary>
internal static class LookFit
{
    /// <summary>The map that brings <paramref name="after"/> to the look of <paramref name="before"/>.</summary>
    public static ColourMap Of(SmallFrame before, SmallFrame after) => new(Fit(before.Y, after.Y), Fit(before.U, after.U), Fit(before.V, after.V));

    /// <summary>The median of what they make of a channel's middle and of its contrast.</summary>
    public static ColourMap Middle(IReadOnlyCollection<ColourMap> maps) => new(Middle(maps, map => map.Y), Middle(maps, map => map.U), Middle(maps, map => map.V));

    /// <summary>How far two maps move the usual values of a frame apart, in levels.</summary>
    public static double Apart(ColourMap one, ColourMap other, SmallFrame frame) =>
        Math.Max(Apart(one.Y, other.Y, frame.Y), Math.Max(Apart(one.U, other.U, frame.U), Apart(one.V, other.V, frame.V)));

    private static ChannelMap Fit(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var (target, source) = (SmallFrame.Spread(before), SmallFrame.Spread(after));
        var gain = Math.Min(target.Deviation, source.Deviation) < SeamThresholds.FlatChannel ? 1 : target.Deviation / source.Deviation;
        return new ChannelMap(gain, target.Mean - (gain * source.Mean));
    }

    private static ChannelMap Middle(IReadOnlyCollection<ColourMap> maps, Func<ColourMap, ChannelMap> channel)
    {
        var (gain, middle) = (Median.Of(maps.Select(map => channel(map).Gain)), Median.Of(maps.Select(map => channel(map).Apply(128))));
        return new ChannelMap(gain, middle - (gain * 128));
    }

    private static double Apart(ChannelMap one, ChannelMap other, ReadOnlySpan<byte> plane)
    {
        var (mean, deviation) = SmallFrame.Spread(plane);
        return Math.Max(At(mean - (1.5 * deviation)), At(mean + (1.5 * deviation)));

        double At(double value) => Math.Abs(one.Apply(value) - other.Apply(value));
    }
}
