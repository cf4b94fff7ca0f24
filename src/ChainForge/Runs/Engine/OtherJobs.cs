using Microsoft.Extensions.Logging;

namespace ChainForge.Runs;

/// <summary>Writes down a job that was named for an attempt that has another one: it may be on the bill, and nobody may lose sight of it.</summary>
internal sealed partial class OtherJobs(RunLedger ledger, ILogger logger)
{
    public async Task RecordAsync(string runId, string attemptId, string jobId, bool listed = false)
    {
        try
        {
            var owner = await OwnerAsync(jobId);
            await ledger.UpdateAsync(runId, run => run.OtherJobNamed(attemptId, jobId, owner, listed));
            LogOther(logger, runId, attemptId, jobId);
        }
        catch (IllegalTransitionException)
        {
            // The attempt still has no job: it is looked for, and this one is in the jobs list.
        }
    }

    /// <summary>The run on whose account a job stands. One that was taken for an attempt's and given back stands on nobody's.</summary>
    private async Task<string?> OwnerAsync(string jobId)
    {
        if (await ledger.FindJobOwnerAsync(jobId) is not { } found || await ledger.FindAsync(found.RunId) is not { } run)
        {
            return null;
        }

        var attempt = run.Attempt(found.AttemptId);
        return attempt.JobId == jobId || attempt.OtherJobs.Any(other => other.JobId == jobId && other.MayBeBilled) ? found.RunId : null;
    }

    [LoggerMessage(EventId = 2004, Level = LogLevel.Error, Message = "Run {RunId}, attempt {AttemptId}: job {JobId} may be its too, beside its own; see the run's history")]
    private static partial void LogOther(ILogger logger, string runId, string attemptId, string jobId);
}
