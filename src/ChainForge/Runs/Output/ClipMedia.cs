using System.Security.Cryptography;
using ChainForge.Chains;
using ChainForge.Media;

namespace ChainForge.Runs;

/// <summary>Does with FFmpeg what runs need done with clips.</summary>
/// <param name="tools">Where FFmpeg is.</param>
/// <param name="time">The clock.</param>
/// <param name="limits">How long FFmpeg may take; null: as usual.</param>
public sealed class ClipMedia(FFmpegTools tools, TimeProvider time, MediaLimits? limits = null) : IClipMedia
{
    private readonly MediaLimits _limits = limits ?? new MediaLimits();

    /// <inheritdoc/>
    public async Task<ClipFacts> InspectAsync(Run run, Attempt attempt, RunFolder folder, CancellationToken cancellationToken)
    {
        var segment = run.SegmentOf(attempt.Id);
        var file = folder.ClipFile(attempt);
        var order = PrepareOrder.For(segment.Index, run.Segments.Length, JointOf(run.DefinitionOf(segment))) with
        {
            LastFrame = folder.FullPath(folder.LastFrameFile(attempt)),
            IsThorough = true,
        };
        var clip = await new ClipPreparer(tools, _limits, time).FindOrPrepareAsync(folder.FullPath(file), PreparedOf(folder, file), order, cancellationToken);
        return new ClipFacts(clip.Info.Width, clip.Info.Height, clip.Info.FrameCount, clip.Info.FrameRate.PerSecond);
    }

    /// <inheritdoc/>
    public async Task PrepareJointsAsync(Run run, Segment segment, RunFolder folder, CancellationToken cancellationToken)
    {
        for (var k = Math.Max(1, segment.Index); k <= Math.Min(segment.Index + 1, run.Segments.Length - 1); k++)
        {
            if (Prepared(run.Segments[k - 1]) is { } before && Prepared(run.Segments[k]) is { } after)
            {
                await new JointPreparer(tools, _limits, time).PrepareAsync(before, after, JointOf(run.DefinitionOf(run.Segments[k])), PrepareOrder.TailIdOf(k - 1), cancellationToken);
            }
        }

        PreparedClip? Prepared(Segment neighbour) => neighbour.Take is { } take ? PreparedOf(folder, take.File).Find(folder.FullPath(take.File)) : null;
    }

    /// <inheritdoc/>
    public async Task<FinishedVideo> JoinAsync(Run run, RunFolder folder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var clips = run.Segments.Select(segment => new JoinClip(folder.FullPath(segment.Take!.File), JointOf(run.DefinitionOf(segment)), folder.FullPath(RunFolder.PreparedFolder(segment.Take.File))) { Transition = TransitionOf(run.DefinitionOf(segment)) }).ToList();
        var report = await new ClipJoiner(tools, _limits, time).JoinAsync(clips, OptionsOf(run.Definition.Stitch), folder.Video, progress, cancellationToken);
        var made = report.Result.Video;
        var video = new FinishedVideo(
            folder.VideoFile, made.Duration.TotalSeconds, made.FrameCount, made.Width, made.Height, await HashAsync(folder.Video, cancellationToken));

        // What follows is for people; all of it comes before the ledger says "completed", so that completed means complete.
        var seams = SeamReport.Of(report, [.. run.Definition.Segments.Select(segment => segment.Id)]);
        var manifest = Manifest.Of(run, video, seams, time.GetUtcNow());
        var pictures = await SeamPictures.DrawAsync(tools, time, report, folder.Root, cancellationToken);
        await AtomicFile.WriteAsync(folder.Seams, seams.ToJson(), cancellationToken);
        await AtomicFile.WriteAsync(folder.Manifest, manifest.ToJson(), cancellationToken);
        await AtomicFile.WriteAsync(folder.Report, HtmlReport.Of(run, manifest, seams, pictures), cancellationToken);
        AtomicFile.Copy(folder.Video, folder.Newest);
        return video;
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static PreparedFolder PreparedOf(RunFolder folder, string clipFile) => new(folder.FullPath(RunFolder.PreparedFolder(clipFile)));

    private static JointKind JointOf(SegmentDefinition segment) => segment.Handover switch
    {
        Handover.Extend => JointKind.Extend,
        Handover.Cut => JointKind.Cut,
        _ => JointKind.LastFrame,
    };

    private static CutTransition? TransitionOf(SegmentDefinition segment) => segment.Transition switch
    {
        TransitionSetting.Dissolve => new CutTransition(TransitionKind.Dissolve, TimeSpan.FromSeconds(segment.TransitionSeconds)),
        TransitionSetting.Fadeblack => new CutTransition(TransitionKind.FadeBlack, TimeSpan.FromSeconds(segment.TransitionSeconds)),
        _ => null,
    };

    private static StitchOptions OptionsOf(StitchSettings settings) => new()
    {
        Colour = settings.Colour == ColourSetting.Match ? ColourMode.Match : ColourMode.None,
        ColourStrength = settings.ColourStrength,
        Loudness = settings.Loudness == LoudnessSetting.Keep ? LoudnessMode.Keep : LoudnessMode.Match,
        Music = settings.Music?.Path is { } music ? new MusicBed(music, settings.MusicVolume) : null,
        Quality = settings.Quality == QualitySetting.Reencode ? QualityMode.Reencode : QualityMode.Copy,
        Audio = settings.Audio switch
        {
            AudioSetting.Cut => AudioMode.Cut,
            AudioSetting.Mute => AudioMode.Mute,
            _ => AudioMode.Crossfade,
        },
    };
}
