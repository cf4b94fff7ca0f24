namespace ChainForge.Media;

/// <summary>Puts together how every segment of a video looks and how far it drifted. Pure.</summary>
internal static class SegmentReports
{
    public static IReadOnlyList<SegmentReport> Of(JoinReport report, IReadOnlyList<string> names)
    {
        var drifts = SegmentDrift.Of(report.Looks, [.. report.Seams.Select(seam => seam.Kind)]);
        return [.. report.Plans.Select((plan, k) => new SegmentReport
        {
            Number = k + 1,
            Name = names[k],
            FromFrame = plan.StartFrame,
            Frames = plan.ShownFrames,
            Look = LookFigures.Of(FrameLook.Pooled(report.Looks[k])),
            DriftFrom = drifts[k].From + 1,
            Drift = ColourFigures.Of(drifts[k].Colour),
            DriftSharpnessRatio = HaveOneSize(plan.Clip, report.Clips[drifts[k].From]) ? drifts[k].Sharpness?.Ratio : null,
            CorrectedLevels = plan.Colour is { } map ? Math.Round(map.Reach, 2) : null,
            Series = Series(report.Looks[k], plan, report.Result.Video.FrameRate),
        })];
    }

    /// <summary>The looks of the frames that are used, at their times in the video.</summary>
    private static List<LookPoint> Series(IReadOnlyList<FrameLook> looks, ClipPlan plan, FrameRate rate)
    {
        var pace = (double)plan.ShownFrames / plan.FrameCount;
        return [.. looks.Where(look => look.Frame >= plan.FirstFrame && look.Frame < plan.FirstFrame + plan.FrameCount).Select(look => new LookPoint(
            Math.Round((plan.StartFrame + ((look.Frame - plan.FirstFrame) * pace)) / rate.PerSecond, 3),
            LookFigures.Of(look),
            plan.Colour is null ? null : LookFigures.Of(look.Through(plan.Colour))))];
    }

    // A Laplacian of other pixels is another figure.
    private static bool HaveOneSize(ClipInfo one, ClipInfo other) => (one.Width, one.Height) == (other.Width, other.Height);
}
