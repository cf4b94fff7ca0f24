using System.Data.Common;
using System.Runtime.CompilerServices;
using ChainForge.Runs;

namespace ChainForge.CrashPoints;

/// <summary>A ledger's store whose process may die before a commit, or after it without learning of it.</summary>
/// <param name="inner">The store.</param>
/// <param name="points">Told of each write.</param>
/// <param name="owned">Whether it is disposed of with this.</param>
internal sealed class CrashingStore(ILedgerStore inner, CrashPoint points, bool owned = true) : ILedgerStore
{
    public async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        var name = "ledger";
        var result = await inner.WriteAsync(
            async connection =>
            {
                var made = await work(connection);

                // In the transaction: whoever dies here has written nothing. Only now is it known what was to be written.
                name = await NameAsync(connection, made);
                await points.ReachAsync($"{name}.before");
                return made;
            },
            cancellationToken);
        await points.ReachAsync($"{name}.after");
        return result;
    }

    // A read changes nothing: the points around it are those of the calls beside it.
    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => inner.ReadAsync(work, cancellationToken);

    public Task LockTotalsAsync(DbConnection connection) => inner.LockTotalsAsync(connection);

    // In the transaction of its intent, which has points of its own.
    public Task CountIntentAsync(DbConnection connection) => inner.CountIntentAsync(connection);

    public string SkipLocked => inner.SkipLocked;

    public ValueTask DisposeAsync() => owned ? inner.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>What a write is called: by the attempt's new state, where it changes an attempt.</summary>
    private static async Task<string> NameAsync<T>(DbConnection connection, T made)
    {
        if ((made as ITuple)?[0] is not Run run)
        {
            return "ledger";
        }

        var attempts = await connection.QueryAsync(
            "SELECT attempt FROM events WHERE run_id = @run AND version = @version", reader => reader.TextOrNull(0), ("run", run.Id), ("version", run.Version));
        return attempts is not [{ } attemptId] ? "ledger" : run.Attempt(attemptId).State switch
        {
            AttemptState.Intended => "intent",
            AttemptState.Accepted => "jobid",
            var state => state.ToString().ToLowerInvariant(),
        };
    }
}
