using Microsoft.Extensions.Logging;

namespace ChainForge.Runs;

/// <summary>Writes down a job that was named for an attempt that has another one: it may be on the bill, and nobody may lose sight of it.</summary>
internal sealed partial class OtherJobs(RunLedger ledger, ILogger logger)
{
    public async Task RecordAsync(string runId, string attemptId, string jobId, bool listed = false)
    {
        try
        {
            var owner = await ledger.FindJobAsync(jobId);
            await ledger.UpdateAsync(runId, run => run.OtherJobNamed(attemptId, jobId, owner, listed));
            LogOther(logger, runId, attemptId, jobId);
        }
        catch (IllegalTransitionException)
        {
            // The attempt still has no job: it is looked for, and this one is in the jobs list.
        }
    }

    [LoggerMessage(EventId = 2004, Level = LogLevel.Error, Message = "Run {RunId}, attempt {AttemptId}: job {JobId} may be its too, beside its own; see the run's history")]
    private static partial void LogOther(ILogger logger, string runId, string attemptId, string jobId);
}
