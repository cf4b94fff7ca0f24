namespace ChainForge.Media;

/// <summary>Step of sharpness over a joint.</summary>
/// <param name="Before">Mean absolute Laplacian of the middle, median of the frames before it, in 8-bit levels.</param>
/// <param name="After">The same behind it.</param>
public readonly record struct SharpnessStep(double Before, double After)
{
    // What coding noise alone makes of a picture without detail.
    private const double Least = 0.4;

    // Encoders give their frames different shares of detail, in turns of up to four, and a key frame more than all.
    private const int Compared = 8;

    /// <summary>Behind over before; below 1 the picture gets softer.</summary>
    public double Ratio => Math.Round(Math.Max(After, Least) / Math.Max(Before, Least), 4);

    /// <summary>Over a joint; null: not measured.</summary>
    internal static SharpnessStep? Over(IReadOnlyList<SmallFrame> before, IReadOnlyList<SmallFrame> after)
    {
        var (left, right) = (Median.Of(before.TakeLast(Compared).Select(frame => frame.Sharpness)), Median.Of(after.Take(Compared).Select(frame => frame.Sharpness)));
        return left > 0 && right > 0 ? new SharpnessStep(Math.Round(left, 3), Math.Round(right, 3)) : null;
    }

    /// <summary>From one look to another; null: not measured.</summary>
    public static SharpnessStep? Between(FrameLook before, FrameLook after) =>
        before.Sharpness > 0 && after.Sharpness > 0 ? new SharpnessStep(Math.Round(before.Sharpness, 3), Math.Round(after.Sharpness, 3)) : null;
}
