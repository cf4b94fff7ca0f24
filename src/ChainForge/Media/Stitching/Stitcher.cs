namespace ChainForge.Media;

/// <summary>Carries a plan out: picture and sound side by side, each encoded once, muxed, checked, and only then named.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits; unset: the defaults.</param>
/// <param name="time">The clock; unset: the system's.</param>
public sealed class Stitcher(FFmpegTools tools, MediaLimits? limits = null, TimeProvider? time = null)
{
    // Shares of the wall time, measured: the encode is nearly all of it.
    private const double EncodeShare = 0.9;
    private readonly MediaLimits _limits = limits ?? new MediaLimits();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Writes the video. It appears by rename, whole and checked, or not at all.</summary>
    /// <param name="plan">From <see cref="StitchPlanner"/>.</param>
    /// <param name="outputPath">An existing file is replaced at the very end.</param>
    /// <param name="progress">Told 0 to 1.</param>
    /// <param name="cancellationToken">Kills FFmpeg and leaves nothing behind.</param>
    /// <exception cref="MediaException">A clip can't be decoded, FFmpeg fails, or the result is not as planned.</exception>
    public async Task<StitchResult> StitchAsync(StitchPlan plan, string outputPath, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        cancellationToken.ThrowIfCancellationRequested();
        using var work = WorkFolder.Beside(outputPath);
        return await StitchAsync(plan, [.. plan.Clips.Select((_, k) => work.PreparedFolder(k))], work, outputPath, progress, cancellationToken);
    }

    /// <param name="plan">The plan.</param>
    /// <param name="kept">For each clip what was prepared of it.</param>
    /// <param name="work">Where everything unfinished lies.</param>
    /// <param name="outputPath">The video.</param>
    /// <param name="progress">Told 0 to 1.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    internal async Task<StitchResult> StitchAsync(
        StitchPlan plan, IReadOnlyList<PreparedFolder> kept, WorkFolder work, string outputPath, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var hasSound = plan.TotalSamples > 0;
        var made = await MakeAsync(plan, kept, work, hasSound, progress, cancellationToken);
        File.Move(made.Path, outputPath, overwrite: true);
        progress?.Report(1);
        return new StitchResult
        {
            Path = outputPath,
            Bytes = new FileInfo(outputPath).Length,
            Video = made.Video with { Path = outputPath },
            SoundMinusPictureMs = made.SoundMinusPictureMs,
            SampleSteps = made.SampleSteps,
            EncodedFrames = made.EncodedFrames,
            EncodedBecause = made.EncodedBecause,
            Way = made.Way,
            Elapsed = _time.GetElapsedTime(started),
        };
    }

    private async Task<Made> MakeAsync(StitchPlan plan, IReadOnlyList<PreparedFolder> kept, WorkFolder work, bool hasSound, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var because = plan.EncodedBecause;
        if (because is null)
        {
            try
            {
                return await CopyAsync(plan, kept, work, hasSound, Share(progress, 0, EncodeShare), cancellationToken);
            }
            catch (Mp4Exception e)
            {
                // Any doubt: the way that asks nothing of a clip but that it can be decoded.
                because = e.Message;
            }
        }

        IReadOnlyList<SampleStep> steps = [];
        await TogetherAsync(
            token => new PictureTrack(tools, _limits, _time).WriteAsync(plan, work.PathOf("picture.mp4"), Share(progress, 0, EncodeShare), token),
            async token => steps = await SoundAsync(plan, kept, work, hasSound, token),
            cancellationToken);
        var joined = work.PathOf("joined.mp4");
        await Muxer.JoinAsync(tools, work.PathOf("picture.mp4"), hasSound ? work.PathOf("sound.mp4") : null, plan.Target, joined, _time, cancellationToken);
        var check = new ResultCheck(tools, _limits, _time);
        var (video, apart) = await check.RequireAsync(plan, joined, cancellationToken);
        await check.RequireDecodableAsync(plan, joined, cancellationToken);
        return new Made(joined, video, apart, steps, plan.TotalFrames, because, $"all {plan.TotalFrames} frames were encoded anew: {because}");
    }

    private async Task<Made> CopyAsync(StitchPlan plan, IReadOnlyList<PreparedFolder> kept, WorkFolder work, bool hasSound, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        CopiedPicture? picture = null;
        IReadOnlyList<SampleStep> steps = [];
        await TogetherAsync(
            async token =>
            {
                picture = await new PictureCopy(tools, _limits, _time).PrepareAsync(plan, kept, work.FolderPath, progress, token);
                await new JointCheck(tools, _limits, _time).RequireAsync(picture, work.FolderPath, token);
            },
            async token => steps = await SoundAsync(plan, kept, work, hasSound, token),
            cancellationToken);
        var tracks = hasSound ? new[] { picture!.Track, CopiedSound.Of(work.PathOf("sound.mp4"), plan) } : [picture!.Track];
        var copied = work.PathOf("copied.mp4");
        await MovieWriter.WriteAsync(copied, tracks, Mp4Clock.Scale(plan.Target), cancellationToken);
        try
        {
            var (video, apart) = await new ResultCheck(tools, _limits, _time).RequireAsync(plan, copied, cancellationToken);
            return new Made(copied, video, apart, steps, picture.Encoded, null, $"{plan.TotalFrames - picture.Encoded} of {plan.TotalFrames} frames are the clips' own, bit for bit; {picture.Encoded} at the joints were encoded anew");
        }
        catch (MediaException e)
        {
            throw new Mp4Exception(e.Message);
        }
    }

    private async Task<IReadOnlyList<SampleStep>> SoundAsync(StitchPlan plan, IReadOnlyList<PreparedFolder> kept, WorkFolder work, bool hasSound, CancellationToken cancellationToken) =>
        hasSound ? await new SoundTrack(tools, _limits, _time).WriteAsync(plan, kept, work.PathOf("sound.mp4"), cancellationToken) : [];

    /// <summary>Picture and sound side by side; the first of the two that fails ends the other one, and says why.</summary>
    private static async Task TogetherAsync(Func<CancellationToken, Task> makePicture, Func<CancellationToken, Task> makeSound, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var all = Task.WhenAll(Guarded(makePicture(either.Token)), Guarded(makeSound(either.Token)));
        try
        {
            await all;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested && all.Exception?.InnerExceptions.FirstOrDefault(e => e is MediaException or Mp4Exception) is { } cause)
        {
            throw cause;
        }

        async Task Guarded(Task task)
        {
            try
            {
                await task;
            }
            catch
            {
                await either.CancelAsync();
                throw;
            }
        }
    }

    private static Portion? Share(IProgress<double>? whole, double from, double share) => whole is null ? null : new Portion(whole, from, share);

    private sealed record Made(string Path, ClipInfo Video, double SoundMinusPictureMs, IReadOnlyList<SampleStep> SampleSteps, int EncodedFrames, string? EncodedBecause, string Way);

    private sealed class Portion(IProgress<double> whole, double from, double share) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (share * value));
    }
}
