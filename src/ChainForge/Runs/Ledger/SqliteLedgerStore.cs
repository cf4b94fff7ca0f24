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
    private readonly string _connectionString;
    private readonly Task _committer;

    private SqliteLedgerStore(SqliteConnection writer, string connectionString)
    {
        _writer = writer;
        _connectionString = connectionString;
        _committer = Task.Run(CommitAsync);
    }

    /// <summary>Opens the ledger of a data folder, making it where there never was one.</summary>
    /// <exception cref="LedgerException">It cannot be opened, is damaged, is not a ledger or is of a newer version.</exception>
    public static async Task<SqliteLedgerStore> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var file = SqliteLedgerFile.PathIn(folder);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
        SqliteConnection? writer = null;
        try
        {
            Directory.CreateDirectory(folder);
            var exists = SqliteLedgerFile.Exists(file);
            writer = new SqliteConnection(connectionString);
            await writer.OpenAsync(cancellationToken);
            await SqliteLedgerFile.PrepareAsync(writer, file, exists);
            return new SqliteLedgerStore(writer, connectionString);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            writer?.Dispose();
            throw new LedgerException($"The ledger {file} cannot be opened: {e.Message}. Nothing is submitted without it. Check the folder's rights and free space.", e);
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

    public Task LockTotalsAsync(DbConnection connection) => Task.CompletedTask;

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
                batch.ForEach(work => work.Fail(new LedgerException($"The ledger cannot be written: {e.Message}", e)));
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

        transaction.Commit();
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
