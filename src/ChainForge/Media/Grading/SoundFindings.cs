using System.Globalization;

namespace ChainForge.Media;

/// <summary>What stands out in the sound over a joint.</summary>
internal static class SoundFindings
{
    /// <summary>A step of loudness that this sound does not make elsewhere too.</summary>
    public static SeamFinding? Loudness(SeamFigures seam) => seam.LoudnessStep is { } step && SeamThresholds.IsUnusualLoudness(step, seam.UsualLoudnessStep)
        ? PictureFindings.Found("loudness", Math.Abs(step), SeamLimits.LoudnessLu, string.Create(CultureInfo.InvariantCulture, $"the sound gets {(step > 0 ? "louder" : "quieter")} by {Math.Abs(step):0.0} LU"))
        : null;

    /// <summary>A click.</summary>
    public static SeamFinding? Click(SeamFigures seam) => seam.Samples is { IsClick: true } step
        ? PictureFindings.Found("click", Math.Min(step.Ratio, 1e4), SeamLimits.Click, "the sound clicks")
        : null;
}
