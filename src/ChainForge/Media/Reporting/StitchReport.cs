namespace ChainForge.Media;

/// <summary>What is left beside a video that was stitched without a run: <c>seams.json</c>, a page for people, and its pictures.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="time">The clock; unset: the system's.</param>
public sealed class StitchReport(FFmpegTools tools, TimeProvider? time = null)
{
    /// <summary>The folder of a video's report.</summary>
    public static string FolderOf(string video) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(video))!, $"{Path.GetFileNameWithoutExtension(video)}-report");

    /// <summary>Writes it; each file appears whole or not at all.</summary>
    /// <param name="report">What was found and done.</param>
    /// <param name="seams">The same, graded.</param>
    /// <param name="folder">Where it goes; it is made.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <returns>The page.</returns>
    public async Task<string> WriteAsync(JoinReport report, SeamReport seams, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(seams);
        Directory.CreateDirectory(folder);
        var pictures = await SeamPictures.DrawAsync(tools, time ?? TimeProvider.System, report, folder, cancellationToken);
        var page = Path.Combine(folder, "report.html");
        await PartialFile.WriteAsync(Path.Combine(folder, "seams.json"), partial => File.WriteAllTextAsync(partial, seams.ToJson(), cancellationToken));
        await PartialFile.WriteAsync(page, partial => File.WriteAllTextAsync(partial, Page(seams, pictures, Path.GetRelativePath(folder, report.Result.Path)), cancellationToken));
        return page;
    }

    private static string Page(SeamReport seams, SeamPictures pictures, string video) => ReportPage.Of(
        seams.Video,
        $"{seams.Seconds:0.00} s, {seams.Frames} frames, {seams.Width}×{seams.Height}, {seams.FramesPerSecond:0.###} frames/s",
        ReportPage.Video(video, pictures),
        JointsSection.Of(seams, pictures),
        ChartsSection.Of(seams),
        DriftSection.Of(seams),
        ReportPage.Decisions(seams));
}
