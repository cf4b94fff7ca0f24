using System.Globalization;

namespace ChainForge.Media;

/// <summary>What stands out in the picture over a joint.</summary>
internal static class PictureFindings
{
    /// <summary>A jump, or a frame that stands still, which the clip before does not make here itself.</summary>
    public static SeamFinding? Jump(SeamFigures seam)
    {
        if (seam.OwnStep is { } own && Math.Abs(seam.Jump - own) <= Math.Max(SeamLimits.LeastStep, SeamLimits.AsOwnStep * own))
        {
            return null;
        }

        var steps = seam.Jump / Math.Max(seam.NaturalStep, SeamLimits.LeastStep);
        return seam.NaturalStep >= SeamLimits.Moving && steps < SeamLimits.HaltSteps
            ? new SeamFinding(SeamGrade.Visible, "halt", SeamLimits.HaltSteps / Math.Max(steps, 0.01), "the picture stands still for a frame")
            : Found("jump", steps, SeamLimits.JumpSteps, $"the picture jumps by {Number(steps)} times its own motion");
    }

    /// <summary>Steps of mean and spread of the three channels.</summary>
    public static IEnumerable<SeamFinding?> Colour(SeamFigures seam)
    {
        var (y, u, v) = (seam.Colour.Y, seam.Colour.U, seam.Colour.V);
        yield return Found("brightness", Math.Abs(y.Mean), SeamLimits.MeanLevels, $"it gets {(y.Mean > 0 ? "brighter" : "darker")} by {Number(Math.Abs(y.Mean))} levels");
        yield return Found("colour", Math.Abs(u.Mean), SeamLimits.MeanLevels, $"it turns {(u.Mean > 0 ? "blue" : "yellow")} by {Number(Math.Abs(u.Mean))} levels");
        yield return Found("colour", Math.Abs(v.Mean), SeamLimits.MeanLevels, $"it turns {(v.Mean > 0 ? "red" : "green")} by {Number(Math.Abs(v.Mean))} levels");
        yield return seam.IsFlat.Y ? null : Part("contrast", y.Spread, SeamLimits.Contrast, "contrast");

        // Both channels make one saturation: the one that changes more tells it.
        var spreads = new[] { (Flat: seam.IsFlat.U, u.Spread), (Flat: seam.IsFlat.V, v.Spread) }.Where(channel => !channel.Flat).Select(channel => channel.Spread).ToArray();
        yield return spreads.Length == 0 ? null : Part("saturation", spreads.MaxBy(Change), SeamLimits.Saturation, "saturation");
    }

    /// <summary>A step of sharpness.</summary>
    public static SeamFinding? Sharpness(SeamFigures seam) => seam.Sharpness is { } step ? Part("sharpness", step.Ratio, SeamLimits.Sharpness, "sharpness") : null;

    /// <summary>A change of pace.</summary>
    public static SeamFinding? Pace(SeamFigures seam)
    {
        var ratio = seam.Motion.Ratio;
        return Math.Max(seam.Motion.Before, seam.Motion.After) < SeamLimits.Moving ? null
            : Found("pace", Change(ratio), SeamLimits.Pace, ratio < 1 ? $"the motion slows down to {Number(ratio)} of its pace" : $"the motion gets {Number(ratio)} times as fast");
    }

    private static SeamFinding? Part(string figure, double ratio, SeamLimits.Limit limit, string word) =>
        Found(figure, Change(ratio), limit, string.Create(CultureInfo.InvariantCulture, $"{word} {(ratio > 1 ? "rises" : "falls")} by {Math.Abs(ratio - 1) * 100:0} %"));

    // Up by a factor or down by the same: the same change.
    private static double Change(double ratio) => Math.Max(ratio, 1 / ratio) - 1;

    internal static SeamFinding? Found(string figure, double value, SeamLimits.Limit limit, string text) =>
        limit.Grade(value) is > SeamGrade.Good and var grade ? new SeamFinding(grade, figure, Math.Round(value / limit.Good, 2), text) : null;

    private static string Number(double value) => value.ToString(value < 10 ? "0.0#" : "0", CultureInfo.InvariantCulture);
}
