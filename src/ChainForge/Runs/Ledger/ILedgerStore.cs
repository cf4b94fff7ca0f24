using System.Data.Common;

namespace ChainForge.Runs;

/// <summary>Where the ledger's tables lie: runs work in transactions and hands out connections to read with.</summary>
internal interface ILedgerStore : IAsyncDisposable
{
    /// <summary>Runs work in a transaction and returns once it is durable. Work that throws changes nothing.</summary>
    Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs work on a connection that sees what is committed.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Makes every other transaction that takes this lock wait, to add up what all runs hold. A store with one writer needs nothing.</summary>
    Task LockTotalsAsync(DbConnection connection);

    /// <summary>Counts an intent in its own transaction, where the store can lose what it had.</summary>
    Task CountIntentAsync(DbConnection connection);

    /// <summary>What makes a <c>SELECT … ORDER BY</c> take its rows for this transaction, but for those that another one has. A store with one writer needs nothing.</summary>
    string SkipLocked { get; }
}
