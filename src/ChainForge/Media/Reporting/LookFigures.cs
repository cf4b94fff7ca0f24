namespace ChainForge.Media;

/// <summary>The look of a frame or of a clip, 8-bit YUV in limited range.</summary>
/// <param name="YMeanLevels">Mean brightness.</param>
/// <param name="UMeanLevels">Mean of blue against yellow; 128 is neutral.</param>
/// <param name="VMeanLevels">Mean of red against green; 128 is neutral.</param>
/// <param name="YDeviationLevels">Spread of brightness: contrast.</param>
/// <param name="UDeviationLevels">Spread of blue against yellow.</param>
/// <param name="VDeviationLevels">Spread of red against green.</param>
/// <param name="SharpnessLevels">Mean absolute Laplacian at full resolution.</param>
public sealed record LookFigures(
    double YMeanLevels, double UMeanLevels, double VMeanLevels, double YDeviationLevels, double UDeviationLevels, double VDeviationLevels, double SharpnessLevels)
{
    internal static LookFigures Of(FrameLook look) => new(
        Round(look.Y.Mean), Round(look.U.Mean), Round(look.V.Mean), Round(look.Y.Deviation), Round(look.U.Deviation), Round(look.V.Deviation), Round(look.Sharpness));

    private static double Round(double value) => Math.Round(value, 2);
}

/// <summary>How one look differs from another.</summary>
/// <param name="YStepLevels">Difference of mean brightness, next minus before, in 8-bit levels.</param>
/// <param name="UStepLevels">The same of blue against yellow.</param>
/// <param name="VStepLevels">The same of red against green.</param>
/// <param name="YSpreadRatio">Contrast: ratio of the standard deviations of brightness, next over before.</param>
/// <param name="USpreadRatio">Saturation: the same of blue against yellow.</param>
/// <param name="VSpreadRatio">The same of red against green.</param>
public sealed record ColourFigures(double YStepLevels, double UStepLevels, double VStepLevels, double YSpreadRatio, double USpreadRatio, double VSpreadRatio)
{
    internal static ColourFigures Of(ColourStep step) => new(step.Y.Mean, step.U.Mean, step.V.Mean, step.Y.Spread, step.U.Spread, step.V.Spread);
}
