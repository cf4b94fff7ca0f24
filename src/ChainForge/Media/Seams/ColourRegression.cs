namespace ChainForge.Media;

/// <summary>Reads the change of look off a frame that both clips show: the same picture twice, regressed pixel on pixel.</summary>
internal static class ColourRegression
{
    private const int Rounds = 4;

    /// <summary>The map that brings <paramref name="after"/> to the look of <paramref name="before"/>.</summary>
    public static ColourMap Fit(SmallFrame before, SmallFrame after)
    {
        var map = new ColourMap(Fit(before.Y, after.Y), Fit(before.U, after.U), Fit(before.V, after.V));
        return map.Reach < SeamThresholds.ColourNoise ? ColourMap.Identity : map;
    }

    private static ChannelMap Fit(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var (target, source) = (SmallFrame.Spread(before), SmallFrame.Spread(after));
        if (source.Deviation < SeamThresholds.FlatChannel)
        {
            return new ChannelMap(1, target.Mean - source.Mean);
        }

        // Least squares again and again without the pixels that fit worst (things that moved, specks, blown highlights).
        var map = ChannelMap.Identity with { Offset = target.Mean - source.Mean };
        var limit = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            map = LeastSquares(before, after, map, limit) ?? map;
            limit = 2.5 * Math.Max(0.5, Residual(before, after, map, limit));
        }

        return map;
    }

    private static ChannelMap? LeastSquares(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, ChannelMap last, double limit)
    {
        double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (var i = 0; i < before.Length; i++)
        {
            // Clipped values lie on no line.
            if (after[i] is < 18 or > 233 || Math.Abs(last.Apply(after[i]) - before[i]) > limit)
            {
                continue;
            }

            n++;
            x += after[i];
            y += before[i];
            xx += after[i] * after[i];
            xy += after[i] * before[i];
        }

        var spread = (n * xx) - (x * x);
        if (n < before.Length / 10.0 || spread <= n * n)
        {
            return null;
        }

        var gain = ((n * xy) - (x * y)) / spread;
        return new ChannelMap(gain, (y - (gain * x)) / n);
    }

    private static double Residual(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, ChannelMap map, double limit)
    {
        double sum = 0;
        var n = 0;
        for (var i = 0; i < before.Length; i++)
        {
            var error = Math.Abs(map.Apply(after[i]) - before[i]);
            if (error <= limit)
            {
                sum += error * error;
                n++;
            }
        }

        return n == 0 ? 0 : Math.Sqrt(sum / n);
    }
}
