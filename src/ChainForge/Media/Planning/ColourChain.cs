namespace ChainForge.Media;

/// <summary>Composes the corrections of the seams back to the first clip.</summary>
internal static class ColourChain
{
    private const double LeastGain = 0.75;
    private const double MostGain = 1.35;
    private const double MostShift = 32;

    /// <summary>
    /// One map a clip; null: leave it alone. A declared cut starts anew: another scene has a look of its own. Where nothing
    /// repeats there is nothing to compare, and the correction so far is carried on.
    /// </summary>
    public static IReadOnlyList<ColourMap?> Compose(IReadOnlyList<SeamMeasure> seams, int clips)
    {
        var maps = new ColourMap?[clips];
        var look = ColourMap.Identity;
        for (var k = 1; k < clips; k++)
        {
            var seam = seams[k - 1];
            look = seam.Kind == JointKind.Cut || !seam.AnchorHonoured ? ColourMap.Identity : Bounded(look.After(seam.ColourFit ?? ColourMap.Identity));
            maps[k] = look.Reach < SeamThresholds.ColourNoise ? null : look;
        }

        return maps;
    }

    private static ColourMap Bounded(ColourMap map) => new(Bounded(map.Y), Bounded(map.U), Bounded(map.V));

    private static ChannelMap Bounded(ChannelMap map)
    {
        // Bounded in the middle of the scale: an offset by itself says nothing while the gain differs from 1.
        var gain = Math.Clamp(map.Gain, LeastGain, MostGain);
        var shift = Math.Clamp(map.Apply(128) - 128, -MostShift, MostShift);
        return new ChannelMap(gain, 128 + shift - (gain * 128));
    }
}
