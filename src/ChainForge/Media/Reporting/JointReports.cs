namespace ChainForge.Media;

/// <summary>Grades every joint of a video and puts its figures together. Pure.</summary>
internal static class JointReports
{
    public static IReadOnlyList<JointReport> Of(JoinReport report, IReadOnlyList<string> names) =>
        [.. report.Seams.Select((seam, k) => Of(report, seam, k, names[k], names[k + 1]))];

    private static JointReport Of(JoinReport report, SeamMeasure seam, int index, string beforeName, string afterName)
    {
        var (before, after) = (report.Plans[index], report.Plans[index + 1]);
        var (left, right) = (before.ColourAt(before.ShownFrames - 1), after.ColourAt(0));
        var hasSound = report.Result.Video.Audio is not null;
        var gain = report.GainsDb[index + 1] - report.GainsDb[index];
        var figures = SeamFigures.Of(seam, left, right) with
        {
            // What leads over a joint as it was asked for is graded as a cut is.
            Kind = after.Transition is null ? seam.Kind : JointKind.Cut,
            LoudnessStep = hasSound ? seam.LoudnessStep + gain : null,
            Samples = hasSound ? report.Result.SampleSteps.ElementAtOrDefault(index) : null,
        };
        var verdict = SeamGrader.Grade(figures);
        return new JointReport
        {
            Number = index + 1,
            Before = beforeName,
            After = afterName,
            AtFrame = report.SeamFrames[index],
            AtSeconds = Math.Round(report.SeamFrames[index] / report.Result.Video.FrameRate.PerSecond, 3),
            Kind = seam.Kind,
            Grade = verdict.Grade,
            Reason = verdict.Reason,
            Findings = verdict.Findings,
            Decision = seam.Reason,
            Confidence = seam.Confidence,
            DroppedTailFrames = before.Clip.FrameCount - before.FirstFrame - before.FrameCount,
            DroppedHeadFrames = after.FirstFrame,
            SourceFrames = seam.SourceFrames,
            AnchorHonoured = seam.AnchorHonoured,
            PictureStepLevels = seam.PictureStep,
            JumpLevels = seam.Jump,
            NaturalStepLevels = seam.NaturalStep,
            Colour = ColourFigures.Of(seam.Colour),
            ColourInVideo = left is null && right is null ? null : ColourFigures.Of(figures.Colour),
            SharpnessRatio = figures.Sharpness?.Ratio,
            PaceBeforeLevelsPerFrame = seam.Motion.Before,
            PaceAfterLevelsPerFrame = seam.Motion.After,
            PaceRatio = seam.Motion.Ratio,
            LoudnessStepLu = seam.LoudnessStep,
            UsualLoudnessStepLu = seam.LoudnessStep is null ? null : seam.UsualLoudnessStep,
            LoudnessStepInVideoLu = figures.LoudnessStep is { } step && gain != 0 ? Math.Round(step, 1) : null,
            SampleStepRatio = figures.Samples is { } samples ? Math.Round(samples.Ratio, 2) : null,
            Clicks = figures.Samples?.IsClick,
        };
    }
}
