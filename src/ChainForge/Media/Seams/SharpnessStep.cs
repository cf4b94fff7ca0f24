namespace ChainForge.Media;

/// <summary>Step of sharpness over a joint, in the repeated frame where there is one.</summary>
/// <param name="Before">Mean absolute Laplacian of the middle before it, in 8-bit levels.</param>
/// <param name="After">The same behind it.</param>
public readonly record struct SharpnessStep(double Before, double After)
{
    // What coding noise alone makes of a picture without detail.
    private const double Least = 0.4;

    /// <summary>Behind over before; below 1 the picture gets softer.</summary>
    public double Ratio => Math.Round(Math.Max(After, Least) / Math.Max(Before, Least), 4);

    /// <summary>From one look to another; null: not measured.</summary>
    public static SharpnessStep? Between(FrameLook before, FrameLook after) =>
        before.Sharpness > 0 && after.Sharpness > 0 ? new SharpnessStep(Math.Round(before.Sharpness, 3), Math.Round(after.Sharpness, 3)) : null;
}
