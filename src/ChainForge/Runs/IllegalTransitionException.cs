namespace ChainForge.Runs;

/// <summary>A change was asked for that does not fit where the run stands; nothing was changed.</summary>
public sealed class IllegalTransitionException(string message) : InvalidOperationException(message);
