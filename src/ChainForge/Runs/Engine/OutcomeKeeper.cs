using Microsoft.Extensions.Logging;

namespace ChainForge.Runs;

/// <summary>Keeps the answer to a paid request until the ledger has taken it: a full disk must not lose a job that is paid for.</summary>
/// <remarks>Should the process end before, the attempt is an intent without an outcome, and is looked for.</remarks>
internal sealed partial class OutcomeKeeper(TimeProvider time, ILogger logger)
{
    // Shorter than the ledger's trouble lasts: as long as an answer is kept here, nothing new is submitted.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <param name="runId">The run.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="what">What is to be stored, for a person: should all else fail, it stands in the log.</param>
    /// <param name="store">Stores it; may be called several times.</param>
    /// <param name="stopping">The process is about to end: one last try.</param>
    /// <exception cref="LedgerException">It could not be stored before the process had to end.</exception>
    public async Task KeepAsync(string runId, string attemptId, string what, Func<Task> store, CancellationToken stopping)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await store();
                return;
            }
            catch (LedgerUnwritableException e) when (!stopping.IsCancellationRequested)
            {
                LogKept(logger, runId, attemptId, what, e.Message);
            }

            try
            {
                var wait = BackOff.After(failures);
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stopping);
            }
            catch (OperationCanceledException)
            {
                // One last try.
            }
        }
    }

    [LoggerMessage(EventId = 2010, Level = LogLevel.Critical, Message = "Run {RunId}, attempt {AttemptId}: \"{What}\" cannot be written down yet, it is kept and tried again: {Reason}")]
    private static partial void LogKept(ILogger logger, string runId, string attemptId, string what, string reason);
}
