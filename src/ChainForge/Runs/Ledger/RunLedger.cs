using System.Collections.Concurrent;
using System.Data.Common;

namespace ChainForge.Runs;

/// <summary>The durable record of every run: the one truth about what was asked for and paid.</summary>
/// <remarks>Everything else (jobs, timers, files in <c>output/</c>) can be made again from it.</remarks>
public sealed partial class RunLedger : IAsyncDisposable
{
    private const string Columns = "id, version, document, chain, state, in_flight, spent, reserved";

    // Small writes may still fit on a full disk: one that succeeds does not mean that the next one will.
    private static readonly TimeSpan TroubleLasts = TimeSpan.FromMinutes(1);

    private readonly ILedgerStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, DamagedRun> _damaged = new();
    private volatile Tuple<string, DateTimeOffset>? _trouble;

    internal RunLedger(ILedgerStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>What was done to an older ledger when it was opened, for a person to read; null when nothing was.</summary>
    public string? Upgraded { get; private init; }

    /// <summary>Why the ledger could not be written within the last minute; null when it could. Nothing may be submitted meanwhile.</summary>
    public string? Trouble => _trouble is var (what, at) && _time.GetUtcNow() - at < TroubleLasts ? what : null;

    /// <summary>Runs that were met, by any reading so far, and could not be understood.</summary>
    public IReadOnlyCollection<DamagedRun> Damaged => [.. _damaged.Values];

    /// <summary>Opens the embedded ledger of a data folder, making it where there never was one and upgrading an older one.</summary>
    /// <exception cref="LedgerException">It cannot be opened, is damaged, has lost entries, is not the one that belongs there or is of a newer version.</exception>
    public static async Task<RunLedger> OpenEmbeddedAsync(string dataFolder, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var store = await SqliteLedgerStore.OpenAsync(dataFolder, time, busySeconds: 30, cancellationToken);
        return new RunLedger(store, time) { Upgraded = store.Upgraded };
    }

    /// <summary>Whether a data folder has, or had, an embedded ledger.</summary>
    public static bool IsIn(string dataFolder) => SqliteLedgerFile.IsIn(dataFolder);

    /// <summary>Opens a ledger that several servers share.</summary>
    /// <exception cref="LedgerException">The database does not answer, or is of a newer version.</exception>
    public static async Task<RunLedger> OpenPostgreSqlAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var store = await PostgreSqlLedgerStore.OpenAsync(connectionString, cancellationToken);
        return new RunLedger(store, time) { Upgraded = store.Upgraded };
    }

    /// <summary>Records a new run.</summary>
    public Task AddAsync(Transition start, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async connection =>
            {
                await InsertAsync(connection, start);
                return true;
            },
            cancellationToken);

    /// <summary>Records a new run of a file's content, unless that content was taken in before.</summary>
    /// <returns>Whether the run was recorded.</returns>
    public Task<bool> TryTakeInAsync(IntakeRecord intake, Transition? start, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async connection =>
            {
                var taken = await connection.ExecuteAsync(
                    "INSERT INTO intake (content, file, at, run_id, problems) VALUES (@content, @file, @at, @run, @problems) ON CONFLICT (content) DO NOTHING",
                    ("content", intake.Content), ("file", intake.File), ("at", Now()), ("run", start?.Run.Id ?? intake.RunId), ("problems", intake.Problems));
                if (taken == 1 && start is not null)
                {
                    await InsertAsync(connection, start);
                }

                return taken == 1;
            },
            cancellationToken);

    /// <summary>What was taken in or refused, newest first.</summary>
    public Task<List<IntakeRecord>> IntakeAsync(CancellationToken cancellationToken = default) =>
        _store.ReadAsync(
            connection => connection.QueryAsync(
                "SELECT content, file, at, run_id, problems FROM intake ORDER BY at DESC",
                reader => new IntakeRecord(reader.GetString(0), reader.GetString(1), reader.TextOrNull(4))
                {
                    At = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
                    RunId = reader.TextOrNull(3),
                }),
            cancellationToken);

    /// <summary>Applies a pure transition and saves the result only if nobody else changed the run meanwhile, else applies it again to what is there now.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="transition">Pure, may be called several times; null when there is nothing to change.</param>
    /// <param name="cancellationToken">Cancels waiting for a turn, never a commit.</param>
    /// <returns>The run as it is now.</returns>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="IllegalTransitionException">The transition refused; nothing was changed.</exception>
    /// <exception cref="LedgerException">The ledger could not be written; nothing was changed.</exception>
    public Task<Run> UpdateAsync(string runId, Func<Run, Transition?> transition, CancellationToken cancellationToken = default) =>
        UpdateAsync(runId, (run, _) => transition(run), withTotals: false, cancellationToken);

    /// <summary>As <see cref="UpdateAsync(string, Func{Run, Transition?}, CancellationToken)"/>, with what all runs hold read in the same transaction.</summary>
    public Task<Run> UpdateAsync(string runId, Func<Run, AccountTotals, Transition?> transition, CancellationToken cancellationToken = default) =>
        UpdateAsync(runId, transition, withTotals: true, cancellationToken);

    /// <summary>The run, or null.</summary>
    public async Task<Run?> FindAsync(string runId, CancellationToken cancellationToken = default) =>
        (await _store.ReadAsync(connection => LoadAsync(connection, runId), cancellationToken))?.Run;

    /// <summary>The newest runs, newest first, without those that are <see cref="Damaged"/>.</summary>
    public Task<List<Run>> ListAsync(int limit = int.MaxValue, CancellationToken cancellationToken = default) =>
        QueryAsync($"SELECT {Columns} FROM runs ORDER BY started_at DESC, id DESC LIMIT @limit", cancellationToken, ("limit", limit));

    /// <summary>Every attempt, of any run, that may occupy a place at the provider.</summary>
    public async Task<List<HeldAttempt>> InFlightAsync(CancellationToken cancellationToken = default) =>
        AttemptsOf(await QueryAsync($"SELECT {Columns} FROM runs WHERE in_flight > 0", cancellationToken), attempt => attempt.IsInFlight);

    /// <summary>Every attempt, of any run, whose request may have been on its way after that moment and may own a job that nobody knows.</summary>
    /// <param name="since">The moment; an attempt counts when its answer was due later.</param>
    /// <param name="answerWithin">The longest time between an intent and the moment its answer is due.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<List<HeldAttempt>> OpenRequestsAsync(DateTimeOffset since, TimeSpan answerWithin, CancellationToken cancellationToken = default)
    {
        // Its run was changed by the intent itself, at the latest: only few rows have to be read.
        var runs = await QueryAsync(
            $"SELECT {Columns} FROM runs WHERE in_flight > 0 OR updated_at >= @since",
            cancellationToken,
            ("since", (since - answerWithin).ToUnixTimeMilliseconds()));
        return AttemptsOf(runs, attempt => attempt.MayOwnAJob && attempt.AnswerBefore >= since);
    }

    /// <summary>Runs that wait for a free place at the provider, longest waiting first.</summary>
    public Task<List<string>> WaitingAsync(int limit, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(
            connection => connection.QueryAsync(
                "SELECT id FROM runs WHERE waiting_since IS NOT NULL ORDER BY waiting_since, id LIMIT @limit", reader => reader.GetString(0), ("limit", limit)),
            cancellationToken);

    /// <summary>Takes the lease of every run with work that nobody else holds, and renews those held already.</summary>
    /// <remarks>A lease lasts as long as its owner's one row: renewing ten thousand of them writes one row, not ten thousand documents.</remarks>
    /// <returns>All runs that this owner should look after now.</returns>
    public async Task<List<Run>> LeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var now = Now();
        await WriteAsync(
            async connection =>
            {
                await connection.ExecuteAsync("DELETE FROM owners WHERE until < @now", ("now", now));
                await connection.ExecuteAsync(
                    "INSERT INTO owners (owner, until) VALUES (@owner, @until) ON CONFLICT (owner) DO UPDATE SET until = excluded.until",
                    ("owner", owner), ("until", now + (long)duration.TotalMilliseconds));

                // In one order, and past what another server is just taking: two that start at once must not wait for each other.
                return await connection.ExecuteAsync(
                    $"""
                    UPDATE runs SET lease_owner = @owner WHERE id IN (
                        SELECT id FROM runs WHERE has_work = 1 AND (lease_owner IS NULL OR lease_owner NOT IN (SELECT owner FROM owners)) ORDER BY id{_store.SkipLocked})
                    """,
                    ("owner", owner));
            },
            cancellationToken);
        return await QueryAsync($"SELECT {Columns} FROM runs WHERE has_work = 1 AND lease_owner = @owner", cancellationToken, ("owner", owner));
    }

    /// <summary>Gives up all leases of an owner, so that another server can go on at once.</summary>
    public Task ReleaseAsync(string owner, CancellationToken cancellationToken = default) =>
        WriteAsync(connection => connection.ExecuteAsync("DELETE FROM owners WHERE owner = @owner", ("owner", owner)), cancellationToken);

    /// <summary>Ends the leases of everybody else, who is known to be gone: what they looked after need not wait until their time is over.</summary>
    public Task ReleaseOthersAsync(string owner, CancellationToken cancellationToken = default) =>
        WriteAsync(connection => connection.ExecuteAsync("DELETE FROM owners WHERE owner <> @owner", ("owner", owner)), cancellationToken);

    /// <summary>The history of a run, oldest first.</summary>
    public Task<List<RunEvent>> HistoryAsync(string runId, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(
            connection => connection.QueryAsync(
                "SELECT at, attempt, text FROM events WHERE run_id = @run ORDER BY version",
                reader => new RunEvent(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)), reader.TextOrNull(1), reader.GetString(2)),
                ("run", runId)),
            cancellationToken);

    /// <summary>Which of these jobs belong to some run.</summary>
    public async Task<HashSet<string>> OwnedJobsAsync(IReadOnlyCollection<string> jobIds, CancellationToken cancellationToken = default)
    {
        var owned = new HashSet<string>();
        foreach (var jobId in jobIds)
        {
            if (await FindJobOwnerAsync(jobId, cancellationToken) is not null)
            {
                owned.Add(jobId);
            }
        }

        return owned;
    }

    /// <summary>The run that owns a job, or null.</summary>
    public async Task<string?> FindJobAsync(string jobId, CancellationToken cancellationToken = default) =>
        (await FindJobOwnerAsync(jobId, cancellationToken))?.RunId;

    /// <summary>The attempt that owns a job, or null.</summary>
    public Task<(string RunId, string AttemptId)?> FindJobOwnerAsync(string jobId, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(
            async connection =>
            {
                var rows = await connection.QueryAsync(
                    "SELECT run_id, attempt FROM jobs WHERE job_id = @job", reader => (reader.GetString(0), reader.GetString(1)), ("job", jobId));
                return rows.Count == 0 ? ((string, string)?)null : rows[0];
            },
            cancellationToken);

    /// <summary>The attempt that a webhook token belongs to, or null.</summary>
    public Task<(string RunId, string AttemptId)?> FindTokenAsync(string tokenHash, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(
            async connection =>
            {
                var rows = await connection.QueryAsync(
                    "SELECT run_id, attempt FROM webhook_tokens WHERE hash = @hash", reader => (reader.GetString(0), reader.GetString(1)), ("hash", tokenHash));
                return rows.Count == 0 ? ((string, string)?)null : rows[0];
            },
            cancellationToken);

    /// <summary>When outcomes became unknown since a person last closed the breaker: the latest, oldest first.</summary>
    public Task<List<DateTimeOffset>> UnknownOutcomesAsync(CancellationToken cancellationToken = default) =>
        _store.ReadAsync(AccountQuery.UnknownOutcomesAsync, cancellationToken);

    /// <summary>Lets the breaker forget the unknown outcomes so far; the history keeps them.</summary>
    public Task ForgetUnknownOutcomesAsync(CancellationToken cancellationToken = default) =>
        WriteAsync(
            connection => connection.ExecuteAsync(
                "INSERT INTO ledger_meta (key, value) VALUES (@key, @now) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                ("key", AccountQuery.BreakerClosedAt), ("now", Now().ToString(System.Globalization.CultureInfo.InvariantCulture))),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<Run> UpdateAsync(
        string runId, Func<Run, AccountTotals, Transition?> transition, bool withTotals, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (run, saved) = await WriteAsync(
                connection => TryUpdateAsync(connection, runId, transition, withTotals), cancellationToken);
            if (saved)
            {
                return run;
            }
        }
    }

    private async Task<(Run Run, bool Saved)> TryUpdateAsync(
        DbConnection connection, string runId, Func<Run, AccountTotals, Transition?> transition, bool withTotals)
    {
        if (withTotals)
        {
            await _store.LockTotalsAsync(connection);
        }

        var (run, version) = await LoadAsync(connection, runId) ?? throw new RunNotFoundException(runId);
        var totals = withTotals ? await AccountQuery.TotalsAsync(connection, run, _time.GetUtcNow()) : new AccountTotals(0, 0);
        if (transition(run, totals) is not { } change)
        {
            return (run, true);
        }

        // The compare-and-set: of all who decided on the same version, one wins; the others look again.
        var row = new RunRow(change.Run, _time.GetUtcNow());
        if (await row.UpdateAsync(connection, version) == 0)
        {
            return (run, false);
        }

        if (change.AttemptId is { } attemptId && change.Run.Attempt(attemptId).State == AttemptState.Intended)
        {
            await _store.CountIntentAsync(connection);
        }

        await row.InsertBesideAsync(connection, version + 1, change);
        return (change.Run with { Version = version + 1 }, true);
    }

    private async Task InsertAsync(DbConnection connection, Transition start)
    {
        var row = new RunRow(start.Run, _time.GetUtcNow());
        await row.InsertAsync(connection);
        await row.InsertBesideAsync(connection, 1, start);
    }

    private static async Task<(Run Run, long Version)?> LoadAsync(DbConnection connection, string runId)
    {
        var rows = await connection.QueryAsync(
            "SELECT id, version, document FROM runs WHERE id = @id",
            reader => (RunDocument.Read(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)), reader.GetInt64(1)),
            ("id", runId));
        return rows.Count == 0 ? null : rows[0];
    }

    private static List<HeldAttempt> AttemptsOf(IEnumerable<Run> runs, Func<Attempt, bool> wanted) =>
    [
        .. from run in runs
           from segment in run.Segments
           from attempt in segment.Attempts
           where wanted(attempt)
           select new HeldAttempt(run.Id, attempt),
    ];

    private async Task<List<Run>> QueryAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        [.. (await _store.ReadAsync(connection => connection.QueryAsync(sql, ReadOrSetAside, parameters), cancellationToken)).OfType<Run>()];

    // One record that cannot be understood must not stop all others.
    private Run? ReadOrSetAside(DbDataReader reader)
    {
        var id = reader.GetString(0);
        try
        {
            var run = RunDocument.Read(id, reader.GetInt64(1), reader.GetString(2));
            _damaged.TryRemove(id, out _);
            return run;
        }
        catch (LedgerException e)
        {
            _damaged[id] = new DamagedRun(
                id, reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetInt64(6) / 1000m, reader.GetInt64(7) / 1000m, e.Message);
            return null;
        }
    }

    private async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.WriteAsync(work, cancellationToken);
        }
        catch (LedgerUnwritableException e)
        {
            _trouble = new(e.Message, _time.GetUtcNow());
            throw;
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
