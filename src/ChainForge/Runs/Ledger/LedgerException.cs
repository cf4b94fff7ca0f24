namespace ChainForge.Runs;

/// <summary>The ledger cannot be opened, read or written. Nothing may be submitted while that is so.</summary>
public class LedgerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process owns the data folder; it works on the runs.</summary>
public sealed class DataFolderOwnedException(string message, Exception inner) : LedgerException(message, inner);

/// <summary>The ledger cannot be written now: the disk is full, it is locked, or the database does not answer.</summary>
public sealed class LedgerUnwritableException(string message, Exception inner) : LedgerException(message, inner);

/// <summary>The record of a run names something that is not the run's to touch: it is damaged, or was written by somebody else.</summary>
public sealed class UnsafeRecordException(string message) : LedgerException(message);
