namespace ChainForge.Media;

/// <summary>Step of colour from one look to another.</summary>
public sealed record ColourStep(ChannelStep Y, ChannelStep U, ChannelStep V)
{
    /// <summary>From one frame, or one clip, to another.</summary>
    public static ColourStep Between(FrameLook before, FrameLook after) =>
        new(ChannelStep.Between(before.Y, after.Y), ChannelStep.Between(before.U, after.U), ChannelStep.Between(before.V, after.V));
}

/// <summary>Step of one channel.</summary>
/// <param name="Mean">Difference of means in 8-bit levels, next minus before.</param>
/// <param name="Spread">Ratio of standard deviations, next over before.</param>
public readonly record struct ChannelStep(double Mean, double Spread)
{
    // A flat channel has no spread of its own: a ratio of two noises says nothing.
    private const double LeastDeviation = 0.5;

    /// <summary>From one look of a channel to another.</summary>
    public static ChannelStep Between(ChannelLook before, ChannelLook after) =>
        new(Math.Round(after.Mean - before.Mean, 3), Math.Round(Math.Max(after.Deviation, LeastDeviation) / Math.Max(before.Deviation, LeastDeviation), 4));
}
