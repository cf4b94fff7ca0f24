namespace ChainForge.Chains;

/// <summary>One clip of a chain.</summary>
public sealed record SegmentDefinition
{
    /// <summary>Unique in its chain and safe as a file name. Default: the position, <c>01</c>, <c>02</c>, …, <c>100</c>.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// What is sent to the provider: the prompt, with the chain's style behind it as a sentence of its own, <c>{prompt}. {style}</c>,
    /// or <c>{prompt} {style}</c> if the prompt ends in a punctuation mark already.
    /// </summary>
    public required string Prompt { get; init; }

    /// <summary>Length to ask for, in whole seconds. Default: the chain's, else the model's first.</summary>
    public required int Seconds { get; init; }

    /// <summary>How this segment starts from the one before; meaningless for the first. Default: <see cref="Handover.LastFrame"/>.</summary>
    public Handover Handover { get; init; }

    /// <summary>Pictures that guide style and subject; only a <see cref="Handover.Cut"/> has its own.</summary>
    public IReadOnlyList<MediaSource> References { get; init; } = [];

    /// <summary>How a <see cref="Handover.Cut"/> looks; nothing else has one. Default: the chain's, else none.</summary>
    public TransitionSetting Transition { get; init; }

    /// <summary>How long that takes, in seconds, 0.1 to 2. Default: the chain's, else 0.5.</summary>
    public double TransitionSeconds { get; init; } = ChainLimits.DefaultTransitionSeconds;
}
