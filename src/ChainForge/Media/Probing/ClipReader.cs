namespace ChainForge.Media;

/// <summary>Reads what a clip says of itself, the short way where that is certain.</summary>
internal sealed class ClipReader(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    // A block of the encoder; what is smaller has no part to look at.
    private const int LeastSide = 16;

    /// <exception cref="MediaException">It is no MP4, damaged, cut off, or has no picture that can be looked at.</exception>
    public async Task<ClipInfo> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await Mp4Signature.RequireAsync(path, cancellationToken);
        var clip = PlainClip.Read(path) ?? await new ClipProber(tools, limits, time).ProbeAsync(path, cancellationToken);
        return Math.Min(clip.Width, clip.Height) >= LeastSide ? clip
            : throw MediaException.About(path, $"its picture has {clip.Width}x{clip.Height} pixels, and {LeastSide}x{LeastSide} are the least", "Use another take");
    }
}
