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
        var started = _time.GetTimestamp();
        cancellationToken.ThrowIfCancellationRequested();
        using var work = WorkFolder.Beside(outputPath);
        var hasSound = plan.TotalSamples > 0;
        await EncodeAsync(plan, work, hasSound, Share(progress, 0, EncodeShare), cancellationToken);
        await Muxer.JoinAsync(tools, work.FolderPath, "picture.mp4", hasSound ? "sound.mp4" : null, plan.Target, "joined.mp4", cancellationToken);
        progress?.Report(EncodeShare + 0.02);
        var joined = work.PathOf("joined.mp4");
        var (video, apart) = await new ResultCheck(tools, _limits, _time).RequireAsync(plan, joined, cancellationToken);
        File.Move(joined, outputPath, overwrite: true);
        progress?.Report(1);
        return new StitchResult
        {
            Path = outputPath,
            Bytes = new FileInfo(outputPath).Length,
            Video = video with { Path = outputPath },
            SoundMinusPictureMs = apart,
            Elapsed = _time.GetElapsedTime(started),
        };
    }

    private async Task EncodeAsync(StitchPlan plan, WorkFolder work, bool hasSound, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        // The first of the two that fails ends the other one.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var picture = Guarded(new PictureTrack(tools, _limits, _time).WriteAsync(plan, work.PathOf("picture.mp4"), progress, either.Token));
        var sound = hasSound ? Guarded(new SoundTrack(tools, _limits, _time).WriteAsync(plan, work.PathOf("sound.mp4"), either.Token)) : Task.CompletedTask;
        var all = Task.WhenAll(picture, sound);
        try
        {
            await all;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested && all.Exception?.InnerExceptions.OfType<MediaException>().FirstOrDefault() is { } cause)
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

    private sealed class Portion(IProgress<double> whole, double from, double share) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (share * value));
    }
}
