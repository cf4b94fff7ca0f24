namespace ChainForge.Runs;

/// <summary>A change was asked for that does not fit where the run stands; nothing was changed.</summary>
public class IllegalTransitionException(string message) : InvalidOperationException(message);

/// <summary>The job that was named is another attempt's; nothing was changed.</summary>
public sealed class JobOwnedException(string message) : IllegalTransitionException(message);
