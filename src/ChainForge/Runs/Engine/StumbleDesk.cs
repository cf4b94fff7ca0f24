using System.Data.Common;
using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>
/// Takes what nobody foresaw while a clip was fetched or a video made, a bug for example. Left to itself it would fail a job that the sweep
/// begins anew every half minute, without a line in the history and for ever; here it counts as a failed try, and has an end.
/// </summary>
/// <param name="ledger">The record of all runs.</param>
/// <param name="options">Where the output folder is.</param>
/// <param name="time">The clock.</param>
public sealed class StumbleDesk(RunLedger ledger, EngineOptions options, TimeProvider time)
{
    /// <summary>Whether an exception is such a one: not a stop, and not the ledger's own trouble, which ends by itself and says nothing of the run.</summary>
    public static bool Is(Exception exception, CancellationToken stopping) =>
        !stopping.IsCancellationRequested && exception is UnsafeRecordException or not (LedgerException or DbException or RunNotFoundException);

    /// <summary>A clip could not be fetched: tried again some times, then a person is asked.</summary>
    public Task FetchingAsync(string runId, string attemptId, Exception exception) =>
        ledger.UpdateAsync(runId, run => run.DownloadFailed(attemptId, new ProviderFailure(ProviderFailureKind.BadMedia, Words(exception)), time.GetUtcNow()), CancellationToken.None);

    /// <summary>A video could not be made: the run fails, and <c>retry</c> makes it.</summary>
    public Task StitchingAsync(string runId, Exception exception) =>
        ledger.UpdateAsync(runId, run => run.StitchFailed(Words(exception), time.GetUtcNow()), CancellationToken.None);

    private string Words(Exception exception) =>
        $"something happened here that should not ({exception.GetType().Name}: {LocalWords.Of(exception, options.OutputFolder).TrimEnd('.')}). The log has the details; please report it.";
}
