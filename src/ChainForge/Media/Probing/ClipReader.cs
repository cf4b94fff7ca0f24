namespace ChainForge.Media;

/// <summary>Reads what a clip says of itself, the short way where that is certain.</summary>
internal sealed class ClipReader(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <exception cref="MediaException">It is no MP4, damaged, cut off or has no picture.</exception>
    public async Task<ClipInfo> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await Mp4Signature.RequireAsync(path, cancellationToken);
        return PlainClip.Read(path) ?? await new ClipProber(tools, limits, time).ProbeAsync(path, cancellationToken);
    }
}
