namespace ChainForge.Media;

/// <summary>One clip's decoder. Started ahead of its turn it fills its pipe and waits, so the next clip is ready without costing memory.</summary>
internal sealed class FrameSource : IAsyncDisposable
{
    private readonly ClipPlan _plan;
    private readonly StitchTarget _target;
    private readonly FFmpegProcess _decoder;

    private FrameSource(ClipPlan plan, StitchTarget target, FFmpegProcess decoder) => (_plan, _target, _decoder) = (plan, target, decoder);

    public static FrameSource Open(FFmpegTools tools, ClipPlan plan, StitchTarget target, MediaLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var filters = new[] { plan.Filter, PictureFilter.Correction(plan.Colour) }.OfType<string>().ToArray();
        var command = FFmpegCommand.FFmpeg(tools, $"decode {Path.GetFileName(plan.Clip.Path)}",
            [.. FFmpegCommand.Untrusted(plan.Clip.Path), "-map", "0:v:0", "-an", .. filters.Length == 0 ? Array.Empty<string>() : ["-vf", string.Join(',', filters)],
                "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", target.PixelFormat, "pipe:1"]);
        return new FrameSource(plan, target, FFmpegProcess.Start(command with { MostTime = limits.For(plan.Clip.Duration) }, limits.Stall, time, cancellationToken));
    }

    /// <summary>Hands each shown frame to <paramref name="show"/>, counted here: FFmpeg's own trimming is not trusted with a frame.</summary>
    /// <exception cref="MediaException">The clip ends too early.</exception>
    public async Task PumpAsync(byte[] frame, Func<ReadOnlyMemory<byte>, ValueTask> show)
    {
        var at = -1;
        foreach (var wanted in FrameSelection.Frames(_plan, _target.FrameRate))
        {
            for (; at < wanted; at++)
            {
                if (await _decoder.ReadAsync(frame) < frame.Length)
                {
                    await _decoder.CompleteAsync();
                    throw MediaException.About(_plan.Clip.Path, $"{_plan.Clip.FrameCount} frames are listed, {at + 1} can be decoded", "Download it again or use another take");
                }
            }

            await show(frame);
        }
    }

    public ValueTask DisposeAsync() => _decoder.DisposeAsync();
}
