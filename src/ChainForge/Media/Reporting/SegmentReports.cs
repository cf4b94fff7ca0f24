namespace ChainForge.Media;

/// <summary>Puts together how every segment of a video looks and how far it drifted. Pure.</summary>
internal static class SegmentReports
{
    // EBU R 128's own gate: quieter windows would only stretch a chart.
    private const double Silence = -70;

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
            LoudnessLufs = report.Loudness[k]?.Integrated,
            DriftLoudnessLu = LoudnessDrift(report.Loudness[drifts[k].From], report.Loudness[k]),
            GainDb = report.GainsDb[k] == 0 ? null : Math.Round(report.GainsDb[k], 2),
            LoudnessSeries = report.Loudness[k] is { } loudness && report.Result.Video.Audio is not null ? LoudnessSeries(loudness, plan, report.Result.Video.FrameRate) : null,
            Series = Series(report.Looks[k], plan, report.Result.Video.FrameRate),
        })];
    }

    /// <summary>The looks of the frames that are used, at their times in the video.</summary>
    private static List<LookPoint> Series(IReadOnlyList<FrameLook> looks, ClipPlan plan, FrameRate rate)
    {
        var pace = (double)plan.ShownFrames / plan.FrameCount;
        return [.. looks.Where(look => look.Frame >= plan.FirstFrame && look.Frame < plan.FirstFrame + plan.FrameCount).Select(look =>
        {
            var shown = (look.Frame - plan.FirstFrame) * pace;
            var corrected = plan.IsCorrected ? look.Through(plan.ColourAt((int)shown)) : (FrameLook?)null;
            return new LookPoint(Math.Round((plan.StartFrame + shown) / rate.PerSecond, 3), LookFigures.Of(look), corrected is { } seen ? LookFigures.Of(seen) : null);
        })];
    }

    private static double? LoudnessDrift(ClipLoudness? from, ClipLoudness? to) => from is null || to is null ? null : Math.Round(to.Integrated - from.Integrated, 1);

    /// <summary>What is heard of the clip, at the middle of each window of 400 ms.</summary>
    private static List<LoudnessPoint> LoudnessSeries(ClipLoudness loudness, ClipPlan plan, FrameRate rate)
    {
        var (from, to) = (plan.Clip.SecondsAt(plan.FirstFrame), plan.Clip.SecondsAt(plan.FirstFrame + plan.FrameCount));
        var start = (plan.StartFrame / rate.PerSecond) - from;
        return [.. loudness.Momentary.Select((lufs, i) => (Lufs: lufs, At: ((i + 1) / 10.0) - 0.2))
            .Where(window => window.Lufs > Silence && window.At >= from && window.At <= to)
            .Select(window => new LoudnessPoint(Math.Round(start + window.At, 2), Math.Round(window.Lufs, 1), plan.GainDb == 0 ? null : Math.Round(window.Lufs + plan.GainDb, 1)))];
    }

    // A Laplacian of other pixels is another figure.
    private static bool HaveOneSize(ClipInfo one, ClipInfo other) => (one.Width, one.Height) == (other.Width, other.Height);
}
