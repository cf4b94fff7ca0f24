namespace ChainForge.Runs;

/// <summary>The ledger cannot be opened, read or written. Nothing may be submitted while that is so.</summary>
public sealed class LedgerException(string message, Exception? inner = null) : Exception(message, inner);
