using System.Data.Common;
using ChainForge.Runs;
using Microsoft.Data.Sqlite;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>The ledger's tables in memory, for thousands of cases without a disk.</summary>
internal sealed class MemoryStore : ILedgerStore
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:;Pooling=False");

    public static async Task<MemoryStore> OpenAsync()
    {
        var store = new MemoryStore();
        await store._connection.OpenAsync();
        await store._connection.ExecuteAsync(LedgerSchema.Create);
        return store;
    }

    public async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        var result = await work(_connection);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => work(_connection);

    public string SkipLocked => "";

    public Task LockTotalsAsync(DbConnection connection) => Task.CompletedTask;

    public Task CountIntentAsync(DbConnection connection) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
