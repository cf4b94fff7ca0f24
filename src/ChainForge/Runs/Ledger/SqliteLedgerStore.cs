using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace ChainForge.Runs;

/// <summary>The ledger in one SQLite file: WAL, every commit on the disk before it counts.</summary>
/// <remarks>
/// SQLite has one writer and its lock is not fair: a single committer task takes the work from a channel and puts up to
/// <see cref="MaxBatch"/> pieces into one transaction, so that concurrent writers share an fsync.
/// </remarks>
internal sealed class SqliteLedgerStore : ILedgerStore
{
    private const int MaxBatch = 64;

    // SQLITE_CONSTRAINT
    private const int ConstraintViolated = 19;

    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(1024);
    private readonly SqliteConnection _writer;
    private readonly LedgerMarker _marker;
    private readonly string _connectionString;
    private readonly Task _committer;
    private bool _intended;

    private SqliteLedgerStore(SqliteConnection writer, LedgerMarker marker, string connectionString, string? upgraded)
    {
        _writer = writer;
        _marker = marker;
        _connectionString = connectionString;
        Upgraded = upgraded;
        _committer = Task.Run(CommitAsync);
    }

    /// <summary>What was done to an older ledger when it was opened, for a person; null when nothing was.</summary>
    public string? Upgraded { get; }

    /// <summary>Opens the ledger of a data folder, making it where there never was one.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="time">The clock, for the name of a copy.</param>
    /// <param name="busySeconds">How long a lock of another process is waited for.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="LedgerException">It cannot be opened, is damaged, is not the ledger that belongs here or is of a newer version.</exception>
    public static async Task<SqliteLedgerStore> OpenAsync(string folder, TimeProvider time, int busySeconds, CancellationToken cancellationToken)
    {
        var file = new SqliteLedgerFile(folder, time);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file.Path, DefaultTimeout = busySeconds }.ToString();
        SqliteConnection? writer = null;
        try
        {
            Directory.CreateDirectory(folder);
            var exists = file.Exists();
            writer = new SqliteConnection(connectionString);
            await writer.OpenAsync(cancellationToken);
            var marker = await file.PrepareAsync(writer, exists);
            return new SqliteLedgerStore(writer, marker, connectionString, file.Upgraded);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            writer?.Dispose();
            throw new LedgerException($"The ledger {file.Path} cannot be opened: {e.Message}. Nothing is submitted without it. Check the folder's rights and free space.", e);
        }
        catch
        {
            writer?.Dispose();
            throw;
        }
    }

    public async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        var item = new Work<T>(work);
        await _queue.Writer.WriteAsync(item, cancellationToken);
        return await item.Done;
    }

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);
            return await work(connection);
        }
        catch (SqliteException e)
        {
            throw new LedgerException($"The ledger cannot be read: {e.Message}", e);
        }
    }

    public string SkipLocked => "";

    public Task LockTotalsAsync(DbConnection connection) => Task.CompletedTask;

    public Task CountIntentAsync(DbConnection connection)
    {
        _intended = true;
        return LedgerIdentity.CountAsync(connection);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _committer;
        await _writer.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
    }

    private async Task CommitAsync()
    {
        var batch = new List<Work>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            try
            {
                await CommitAsync(batch);
            }
            catch (Exception e)
            {
                // Disk full, locked, read-only: nothing of this batch has happened, and everybody in it is told.
                // Whatever it was, the committer lives on: without it every later write would wait for ever.
                batch.ForEach(work => work.Fail(new LedgerUnwritableException($"The ledger cannot be written, so nothing is submitted: {e.Message}", e)));
            }

            batch.Clear();
        }
    }

    private async Task CommitAsync(List<Work> batch)
    {
        // Immediate: the write lock is taken at once, so that a command in another process cannot slip in between.
        await using var transaction = _writer.BeginTransaction(deferred: false);
        foreach (var work in batch)
        {
            // Work reads and decides before it writes; one that refuses leaves nothing behind.
            transaction.Save("work");
            if (!await work.TryRunAsync(_writer))
            {
                transaction.Rollback("work");
            }
        }

        var counted = _intended ? await LedgerIdentity.ReadAsync(_writer) : null;
        _intended = false;
        transaction.Commit();
        if (counted is not null)
        {
            // A crash before this leaves an intent that the marker does not know: nothing of it was sent.
            _marker.Count(counted);
        }

        batch.ForEach(work => work.Complete());
    }

    private abstract class Work
    {
        public abstract Task<bool> TryRunAsync(DbConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<DbConnection, Task<T>> work) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Done => _done.Task;

        public override async Task<bool> TryRunAsync(DbConnection connection)
        {
            try
            {
                _result = await work(connection);
                return true;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == ConstraintViolated)
            {
                // Only the statement is undone: the mistake of one is not the trouble of all.
                _done.SetException(new LedgerException($"The ledger cannot be written: {e.Message}", e));
                return false;
            }
            catch (Exception e) when (e is not SqliteException)
            {
                _done.SetException(e);
                return false;
            }
        }

        public override void Complete() => _done.TrySetResult(_result!);

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
