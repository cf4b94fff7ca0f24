using ChainForge.Media;

namespace ChainForge.Runs;

/// <summary><c>report.html</c>: the manifest for people, with the video beside it. One file, no script, nothing from elsewhere.</summary>
internal static class HtmlReport
{
    public static string Of(Run run, Manifest manifest, SeamReport seams, SeamPictures pictures) => ReportPage.Of(
        run.Chain,
        $"Run {run.Id}, finished {manifest.FinishedAt:yyyy-MM-dd HH:mm} UTC · {manifest.Video.Seconds:0.00} s, {manifest.Video.Frames} frames, {manifest.Video.Width}×{manifest.Video.Height} · {manifest.Credits:0.##} credits",
        ReportPage.Video(manifest.Video.File, pictures),
        SegmentsSection.Of(run),
        JointsSection.Of(seams, pictures),
        ChartsSection.Of(seams),
        DriftSection.Of(seams),
        ReportPage.Decisions(seams));
}
