namespace ChainForge.Media;

/// <summary>How long FFmpeg may take: a damaged file must not hold a worker for ever.</summary>
public sealed record MediaLimits
{
    // More than any video takes on any machine that is of use.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How long a probe may be silent; altogether it may take ten times as long. Default: 30 s; a probe reads the index and the packets, it decodes nothing.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long FFmpeg may be silent (no frame read, none taken, no progress told) while something is wanted of it, before it is killed. Default: 2 min.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a clip may be waited for altogether, beside <see cref="Slowness"/>, however lively FFmpeg is: a damaged clip may give frames or sound without end. Default: 10 min.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many times its own length a clip may take on top of <see cref="Most"/>. Default: 20. A day at most.</summary>
    public double Slowness { get; init; } = 20;

    /// <summary>How long a file of this length may be waited for.</summary>
    internal TimeSpan For(TimeSpan length) => length < Longest && Most + (length * Slowness) is var most && most < Longest ? most : Longest;
}
