namespace ChainForge.Chains;

/// <summary>What a chain's first segment starts from: at most one of the three.</summary>
public sealed record ChainStart
{
    /// <summary>A chain that starts from its prompt alone.</summary>
    public static readonly ChainStart Nothing = new();

    /// <summary>A picture that is the first frame.</summary>
    public MediaSource? FirstFrame { get; init; }

    /// <summary>A video that the first segment goes on from.</summary>
    public MediaSource? Extend { get; init; }

    /// <summary>Pictures that guide style and subject.</summary>
    public IReadOnlyList<MediaSource> References { get; init; } = [];
}
