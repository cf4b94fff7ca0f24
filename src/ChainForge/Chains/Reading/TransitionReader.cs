namespace ChainForge.Chains.Reading;

/// <summary>Reads how a cut looks, of the chain or of one segment.</summary>
/// <param name="Kind">How.</param>
/// <param name="Seconds">How long.</param>
internal sealed record TransitionReader(TransitionSetting Kind, double Seconds)
{
    private static readonly AmountReader Length = new("transitionLength", "s", 0.1, ChainLimits.MaxTransitionSeconds, "0.5s");

    /// <summary>What holds where nobody says anything.</summary>
    public static TransitionReader Default { get; } = new(TransitionSetting.None, ChainLimits.DefaultTransitionSeconds);

    /// <summary>What a block says; for what it does not say, this.</summary>
    public TransitionReader Read(Block block) =>
        new(block.Has("transition") ? ChoiceReader.Read<TransitionSetting>(block, "transition") ?? Kind : Kind, Length.Read(block) ?? Seconds);
}
