namespace ChainForge.Media;

/// <summary>Measures the joint of two clips as soon as both are there, and makes what the stitch will want for it.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits.</param>
/// <param name="time">The clock.</param>
internal sealed class JointPreparer(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <param name="before">The clip before the joint.</param>
    /// <param name="after">The clip behind it; keeps the result.</param>
    /// <param name="kind">How it follows.</param>
    /// <param name="tailId">Id for parameter sets of the end of <paramref name="before"/>, 1 to 14.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">FFmpeg failed.</exception>
    public async Task<SeamMeasure> PrepareAsync(PreparedClip before, PreparedClip after, JointKind kind, int tailId, CancellationToken cancellationToken)
    {
        if (after.Folder.Joint(before.Info, after.Info, kind) is { } known)
        {
            return known;
        }

        var seen = SeamJudge.Judge(before.Folder.Sketch(), MatrixChange.Between(after.Info, before.Info)?.Of(after.Folder.Sketch()) ?? after.Folder.Sketch(), kind);
        var (end, start) = (before.Info.SecondsAt(Math.Max(0, before.Info.FrameCount - seen.DropTail)), after.Info.SecondsAt(seen.DropHead));
        var loudness = SharedSound.StepAt(before, after, seen) is { } shared ? new JointLoudness(shared, 0) : JointLoudness.Of(before.Loudness, end, after.Loudness, start);
        var seam = seen with { LoudnessStep = loudness?.Step, UsualLoudnessStep = loudness?.Usual ?? 0 };
        if ((before.Info.Width, before.Info.Height) != (after.Info.Width, after.Info.Height))
        {
            // A Laplacian of other pixels is another figure.
            seam = seam with { Sharpness = null };
        }

        await PrepareTailAsync(before, seam.DropTail, tailId, cancellationToken);
        after.Folder.Keep(before.Info, after.Info, seam);
        return seam;
    }

    private async Task PrepareTailAsync(PreparedClip clip, int dropped, int tailId, CancellationToken cancellationToken)
    {
        try
        {
            var track = ClipTrack.Load(clip.Info);
            var span = TailSpan.Of(track, Math.Max(1, clip.Info.FrameCount - dropped));
            if (span is { Count: > 0, IsShort: true })
            {
                await new TailEncoder(tools, limits, time).EncodeAsync(clip.Info, track, span, tailId, clip.Folder, cancellationToken);
            }
        }
        catch (Exception e) when (e is Mp4Exception or MediaException { IsDiskFull: false })
        {
            // It cannot be copied from, which the stitch finds out by itself.
        }
    }
}
