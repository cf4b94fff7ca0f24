using System.Security.Cryptography;
using ChainForge.Chains;
using ChainForge.Media;

namespace ChainForge.Runs;

/// <summary>Does with FFmpeg what runs need done with clips.</summary>
public sealed class ClipMedia(FFmpegTools tools, TimeProvider time) : IClipMedia
{
    /// <inheritdoc/>
    public async Task<ClipFacts> InspectAsync(string clip, string lastFrame, CancellationToken cancellationToken)
    {
        var info = await new ClipProber(tools, time: time).ProbeAsync(clip, cancellationToken);
        await new LastFrameExtractor(tools, time: time).ExtractAsync(info, lastFrame, cancellationToken);
        return new ClipFacts(info.Width, info.Height, info.FrameCount, info.FrameRate.PerSecond);
    }

    /// <inheritdoc/>
    public async Task<FinishedVideo> JoinAsync(Run run, RunFolder folder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var clips = run.Segments.Select(segment => new JoinClip(folder.FullPath(segment.Take!.File), JointOf(run.DefinitionOf(segment)))).ToList();
        var report = await new ClipJoiner(tools, time: time).JoinAsync(clips, OptionsOf(run.Definition.Stitch), folder.Video, progress, cancellationToken);
        var made = report.Result.Video;
        var video = new FinishedVideo(
            folder.VideoFile, made.Duration.TotalSeconds, made.FrameCount, made.Width, made.Height, await HashAsync(folder.Video, cancellationToken));

        // What follows is for people; all of it comes before the ledger says "completed", so that completed means complete.
        var manifest = Manifest.Of(run, video, report, time.GetUtcNow());
        var hasStrip = await TryFilmStripAsync(folder, report, cancellationToken);
        await AtomicFile.WriteAsync(folder.Manifest, manifest.ToJson(), cancellationToken);
        await AtomicFile.WriteAsync(folder.Report, HtmlReport.Of(run, manifest, hasStrip), cancellationToken);
        AtomicFile.Copy(folder.Video, folder.Newest);
        return video;
    }

    // A missing ornament is no reason to fail a run.
    private async Task<bool> TryFilmStripAsync(RunFolder folder, JoinReport report, CancellationToken cancellationToken)
    {
        try
        {
            await new FilmStrip(tools, time: time).CreateAsync(folder.Video, report.SeamFrames, folder.FilmStrip, cancellationToken);
            return true;
        }
        catch (MediaException)
        {
            return false;
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static JointKind JointOf(SegmentDefinition segment) => segment.Handover switch
    {
        Handover.Extend => JointKind.Extend,
        Handover.Cut => JointKind.Cut,
        _ => JointKind.LastFrame,
    };

    private static StitchOptions OptionsOf(StitchSettings settings) => new()
    {
        Colour = settings.Colour == ColourSetting.Match ? ColourMode.Match : ColourMode.None,
        Quality = settings.Quality == QualitySetting.Reencode ? QualityMode.Reencode : QualityMode.Copy,
        Audio = settings.Audio switch
        {
            AudioSetting.Cut => AudioMode.Cut,
            AudioSetting.Mute => AudioMode.Mute,
            _ => AudioMode.Crossfade,
        },
    };
}
