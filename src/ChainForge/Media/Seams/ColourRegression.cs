namespace ChainForge.Media;

/// <summary>Reads the change of look off a picture that two clips show: the same picture twice, regressed place on place.</summary>
internal static class ColourRegression
{
    private const int Rounds = 4;

    // Means of blocks: grain, the blur of another encoder and a shift of a pixel are gone there, the colours are not.
    private const int Block = 5;
    private const int Across = SmallFrame.Width / Block;
    private const int Blocks = SmallFrame.Plane / (Block * Block);

    /// <summary>The map that brings <paramref name="after"/> to the look of <paramref name="before"/>.</summary>
    public static ColourMap Fit(SmallFrame before, SmallFrame after)
    {
        var map = new ColourMap(Fit(before.Y, after.Y), Fit(before.U, after.U), Fit(before.V, after.V));
        return map.Reach < SeamThresholds.ColourNoise ? ColourMap.Identity : map;
    }

    private static ChannelMap Fit(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var pairs = new List<(double Before, double After)>(Blocks);
        for (var block = 0; block < Blocks; block++)
        {
            if (Mean(before, block) is { } one && Mean(after, block) is { } other)
            {
                pairs.Add((one, other));
            }
        }

        // Nearly all of it is black or blown: what is left would speak for the rest.
        if (pairs.Count < Blocks / 10)
        {
            return ChannelMap.Identity;
        }

        // Again and again without the places that fit worst: things that moved, a logo that came.
        var map = Line(pairs) ?? ChannelMap.Identity;
        var fitting = pairs;
        for (var round = 1; round < Rounds; round++)
        {
            var limit = 2.5 * Math.Max(0.5, Math.Sqrt(fitting.Average(p => Square(map.Apply(p.After) - p.Before))));
            fitting = pairs.FindAll(p => Math.Abs(map.Apply(p.After) - p.Before) <= limit);
            map = fitting.Count < Blocks / 10 ? map : Line(fitting) ?? map;
        }

        return Sure(map, fitting);
    }

    /// <summary>
    /// The map without a gain that is no more than the fit's own error. Where the picture has little contrast, as in a fade, half a level
    /// makes percents of it, and in the bright frames that follow whole levels.
    /// </summary>
    private static ChannelMap Sure(ChannelMap map, List<(double Before, double After)> pairs)
    {
        var (target, source) = (pairs.Average(p => p.Before), pairs.Average(p => p.After));
        var spread = Math.Sqrt(pairs.Average(p => Square(p.After - source)));
        var rest = Math.Sqrt(pairs.Average(p => Square(map.Apply(p.After) - p.Before)));
        return Math.Abs(map.Gain - 1) * spread > SeamThresholds.SpreadNoise + (3 * rest / Math.Sqrt(pairs.Count)) ? map : new ChannelMap(1, target - source);
    }

    /// <summary>
    /// The line that treats both sides alike (its gain is the ratio of the spreads). Least squares takes noise in the one side for
    /// less gain, at every joint in the same direction: over dozens of joints it would add up.
    /// </summary>
    private static ChannelMap? Line(List<(double Before, double After)> pairs)
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        var (target, source) = (pairs.Average(p => p.Before), pairs.Average(p => p.After));
        var (wanted, own) = (Math.Sqrt(pairs.Average(p => Square(p.Before - target))), Math.Sqrt(pairs.Average(p => Square(p.After - source))));
        var gain = Math.Min(wanted, own) < SeamThresholds.FlatChannel ? 1 : wanted / own;
        return new ChannelMap(gain, target - (gain * source));
    }

    private static double? Mean(ReadOnlySpan<byte> plane, int block)
    {
        var first = (block / Across * Block * SmallFrame.Width) + (block % Across * Block);
        var sum = 0;
        for (var y = 0; y < Block; y++)
        {
            foreach (var value in plane.Slice(first + (y * SmallFrame.Width), Block))
            {
                // Clipped values lie on no line.
                if (value is < 18 or > 233)
                {
                    return null;
                }

                sum += value;
            }
        }

        return (double)sum / (Block * Block);
    }

    private static double Square(double value) => value * value;
}
