using System.Data.Common;
using Npgsql;

namespace ChainForge.Runs;

/// <summary>The ledger in PostgreSQL, shared by several servers.</summary>
internal sealed class PostgreSqlLedgerStore : ILedgerStore
{
    // Any constant will do, as long as nobody else in the database uses it.
    private const long TotalsLock = 0x43464C47;

    private readonly NpgsqlDataSource _source;

    private PostgreSqlLedgerStore(NpgsqlDataSource source) => _source = source;

    /// <exception cref="LedgerException">The database does not answer, or is of a newer version.</exception>
    public static async Task<PostgreSqlLedgerStore> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        NpgsqlDataSource? source = null;
        try
        {
            source = NpgsqlDataSource.Create(connectionString);
            var store = new PostgreSqlLedgerStore(source);
            await store.WriteAsync(PrepareAsync, cancellationToken);
            return store;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (source is not null)
            {
                await source.DisposeAsync();
            }

            // The driver's message may quote the connection string's host, never its password.
            // Only a wrong version says by itself what to do; what else goes wrong while opening was no write to a ledger yet.
            var cause = e is LedgerException ? e.InnerException : e;
            throw cause is null
                ? e
                : new LedgerException($"The ledger's PostgreSQL database cannot be opened: {cause.Message}. Check ChainForge:Storage:ConnectionString.", cause);
        }
    }

    public async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(connection);

            // Not cancellable from here on: a commit whose answer was not awaited is neither done nor undone.
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (NpgsqlException e)
        {
            throw new LedgerException($"The ledger cannot be written: {e.Message}", e);
        }
    }

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        }
        catch (NpgsqlException e)
        {
            throw new LedgerException($"The ledger cannot be read: {e.Message}", e);
        }
    }

    public async Task LockTotalsAsync(DbConnection connection) =>
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({TotalsLock})");

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<int> PrepareAsync(DbConnection connection)
    {
        // Two servers may start at once: CREATE … IF NOT EXISTS alone is not safe against that.
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({TotalsLock})");
        await connection.ExecuteAsync(LedgerSchema.Create);
        await connection.ExecuteAsync(
            "INSERT INTO ledger_meta (key, value) VALUES ('version', @version) ON CONFLICT (key) DO NOTHING",
            ("version", LedgerSchema.Version.ToString()));
        var version = (await connection.QueryAsync("SELECT value FROM ledger_meta WHERE key = 'version'", reader => reader.GetString(0))).Single();
        return version == LedgerSchema.Version.ToString()
            ? 0
            : throw new LedgerException($"The ledger in PostgreSQL has version {version}; this program knows version {LedgerSchema.Version}. Use the newer program.");
    }
}
