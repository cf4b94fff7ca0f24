namespace ChainForge.Media;

/// <summary>How far a correction may go. Pure.</summary>
internal static class ColourBounds
{
    // No generator changes the look by more from one clip to the next; a fit that says so has misread the picture.
    private const double HopGain = 1.35;
    private const double HopShift = 32;

    // Beyond it 8 bits have no levels left to spread, and the first clip's look is not what was drifted from.
    private const double ChainGain = 2;
    private const double ChainShift = 48;

    /// <summary>Of an odd frame.</summary>
    public static ColourMap Odd(ColourMap map) => Bounded(map, ChainGain * HopGain, ChainShift);

    /// <summary>From one clip to the next.</summary>
    public static ColourMap Hop(ColourMap map) => Bounded(map, HopGain, HopShift);

    /// <summary>Back to the first clip.</summary>
    public static ColourMap Chain(ColourMap map) => Bounded(map, ChainGain, ChainShift);

    private static ColourMap Bounded(ColourMap map, double gain, double shift) => new(Bounded(map.Y, gain, shift), Bounded(map.U, gain, shift), Bounded(map.V, gain, shift));

    private static ChannelMap Bounded(ChannelMap map, double most, double farthest)
    {
        // Bounded in the middle of the scale: an offset by itself says nothing while the gain differs from 1.
        var (gain, shift) = (map.Gain, map.Apply(128) - 128);
        if (gain >= 1 / most && gain <= most && Math.Abs(shift) <= farthest)
        {
            return map;
        }

        gain = Math.Clamp(gain, 1 / most, most);
        return new ChannelMap(gain, 128 + Math.Clamp(shift, -farthest, farthest) - (gain * 128));
    }
}
