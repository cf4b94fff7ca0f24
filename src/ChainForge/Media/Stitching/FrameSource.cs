namespace ChainForge.Media;

/// <summary>One clip's decoder. Started ahead of its turn it fills its pipe and waits, so the next clip is ready at the cost of one frame of memory.</summary>
internal sealed class FrameSource : IAsyncDisposable
{
    private readonly ClipPlan _plan;
    private readonly FFmpegProcess _decoder;
    private readonly IEnumerator<int> _wanted;
    private readonly byte[] _decoded;
    private readonly byte[] _corrected;
    private readonly ColourTables? _own;
    private int _at = -1;
    private int _shown;

    private FrameSource(ClipPlan plan, StitchTarget target, FFmpegProcess decoder)
    {
        (_plan, _decoder) = (plan, decoder);
        _wanted = FrameSelection.Frames(plan, target.FrameRate).GetEnumerator();
        _decoded = new byte[target.Width * target.Height * 3 / 2];
        _corrected = plan.IsCorrected ? new byte[_decoded.Length] : [];
        _own = plan.Colour is null ? null : new ColourTables(plan.Colour);
    }

    public static FrameSource Open(FFmpegTools tools, ClipPlan plan, StitchTarget target, MediaLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var command = FFmpegCommand.FFmpeg(tools, $"decode {Path.GetFileName(plan.Clip.Path)}",
            [.. FFmpegCommand.Untrusted(plan.Clip.Path), "-map", "0:v:0", "-an", .. plan.Filter is null ? Array.Empty<string>() : ["-vf", plan.Filter],
                "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", target.PixelFormat, "pipe:1"]);
        return new FrameSource(plan, target, FFmpegProcess.Start(command with { MostTime = limits.For(plan.Clip.Duration) }, limits.Stall, time, cancellationToken));
    }

    /// <summary>The next shown frame, counted here: FFmpeg's own trimming is not trusted with a frame. It holds until the next call.</summary>
    /// <exception cref="MediaException">The clip ends too early.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync()
    {
        for (_wanted.MoveNext(); _at < _wanted.Current; _at++)
        {
            if (await _decoder.ReadAsync(_decoded) < _decoded.Length)
            {
                await _decoder.CompleteAsync();
                throw MediaException.About(_plan.Clip.Path, $"{_plan.Clip.FrameCount} frames are listed, {_at + 1} can be decoded", "Download it again or use another take");
            }
        }

        var colour = _plan.ColourAt(_shown++);
        var tables = colour is null || colour == _plan.Colour ? _own : new ColourTables(colour);
        if (tables is null)
        {
            return _decoded;
        }

        tables.Apply(_decoded, _corrected);
        return _corrected;
    }

    public ValueTask DisposeAsync()
    {
        _wanted.Dispose();
        return _decoder.DisposeAsync();
    }
}
