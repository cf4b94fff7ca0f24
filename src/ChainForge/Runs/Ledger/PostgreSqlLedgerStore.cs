using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace ChainForge.Runs;

/// <summary>The ledger in PostgreSQL, shared by several servers.</summary>
internal sealed class PostgreSqlLedgerStore : ILedgerStore
{
    // Any constant will do, as long as nobody else in the database uses it.
    private const long TotalsLock = 0x43464C47;

    // Each is the end of a transaction that did not happen, and of no other.
    private static readonly string[] Collisions = [PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.SerializationFailure];

    // Class 23 of SQLSTATE: the mistake of one, not the trouble of all.
    private const string ConstraintViolated = "23";

    private const int MostTries = 5;

    private readonly NpgsqlDataSource _source;

    private PostgreSqlLedgerStore(NpgsqlDataSource source) => _source = source;

    /// <summary>What was done to an older ledger when it was opened, for a person; null when nothing was.</summary>
    public string? Upgraded { get; private set; }

    public string SkipLocked => " FOR UPDATE SKIP LOCKED";

    /// <exception cref="LedgerException">The database does not answer, or is of a newer version.</exception>
    public static async Task<PostgreSqlLedgerStore> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        NpgsqlDataSource? source = null;
        try
        {
            source = NpgsqlDataSource.Create(connectionString);
            var store = new PostgreSqlLedgerStore(source);
            store.Upgraded = await store.WriteAsync(PrepareAsync, cancellationToken);
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
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await TryWriteAsync(work, cancellationToken);
            }
            catch (PostgresException e) when (Collisions.Contains(e.SqlState) && tried < MostTries)
            {
                // The server has undone all of it and the work is pure up to its SQL: it is done again, not at once with the other one.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 50 * tried)), TimeProvider.System, cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState.StartsWith(ConstraintViolated, StringComparison.Ordinal))
            {
                throw new LedgerException($"The ledger cannot be written: {e.MessageText}", e);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // Not tried again here: a commit whose answer is lost may have happened. Who wrote decides on the same run anew, and finds it done or not.
                throw new LedgerUnwritableException($"The ledger cannot be written, so nothing is submitted: {e.Message}", e);
            }
        }
    }

    private async Task<T> TryWriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection);

        // Not cancellable from here on: a commit whose answer was not awaited is neither done nor undone.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
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

    // The database's own log is its promise: nothing here could tell what it lost.
    public Task CountIntentAsync(DbConnection connection) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <returns>What was done to an older ledger; null when nothing was.</returns>
    private static async Task<string?> PrepareAsync(DbConnection connection)
    {
        // Two servers may start at once: CREATE … IF NOT EXISTS alone is not safe against that, nor is an upgrade.
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({TotalsLock})");
        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS ledger_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
        var versions = await connection.QueryAsync("SELECT value FROM ledger_meta WHERE key = 'version'", reader => reader.GetString(0));
        var version = versions.Count == 0 ? LedgerSchema.Version : int.Parse(versions[0], CultureInfo.InvariantCulture);
        LedgerUpgrades.Require("The ledger in PostgreSQL", version);
        await LedgerUpgrades.ApplyAsync(connection, version);
        await LedgerIdentity.CreateAsync(connection);
        await connection.ExecuteAsync(
            "INSERT INTO ledger_meta (key, value) VALUES ('version', @version) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            ("version", LedgerSchema.Version.ToString(CultureInfo.InvariantCulture)));
        return version == LedgerSchema.Version
            ? null
            : $"The ledger in PostgreSQL was upgraded from version {version} to {LedgerSchema.Version}.";
    }
}
