namespace ChainForge.Media;

/// <summary>How long FFmpeg may take: a damaged file must not hold a worker for ever.</summary>
public sealed record MediaLimits
{
    /// <summary>How long one probe may take. Default: 30 s; a probe reads the index and the packets, it decodes nothing.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a running FFmpeg may be silent (no frame read, none taken) before it is killed. Default: 2 min.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromMinutes(2);
}
