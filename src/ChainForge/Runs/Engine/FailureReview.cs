using ChainForge.Providers;
using Microsoft.Extensions.Logging;

namespace ChainForge.Runs;

/// <summary>Asks once more about a job that the provider gave up: before a new attempt is paid, and whenever the provider calls about it.</summary>
internal sealed partial class FailureReview(RunLedger ledger, IVideoProvider provider, TimeProvider time, ILogger logger)
{
    /// <returns>Whether the provider still says that it failed and cost nothing more than is known.</returns>
    /// <exception cref="ProviderException">The provider did not answer.</exception>
    public async Task<bool> StandsAsync(string runId, Attempt failed, CancellationToken cancellationToken)
    {
        var answer = await provider.GetJobAsync(failed.JobId!, cancellationToken);
        switch (answer)
        {
            case JobAnswer.Failed { CreditsUsed: { } credits } when credits <= failed.Spent:
                await ChangeAsync(runId, run => run.FailureReviewed(failed.Id, credits, "", time.GetUtcNow()));
                return true;
            case JobAnswer.Failed still:
                var why = still.CreditsUsed is null ? "the provider no longer says what it cost" : $"the provider now shows {still.CreditsUsed:0.##} credits for it";
                await ChangeAsync(runId, run => run.FailureReviewed(failed.Id, still.CreditsUsed, why, time.GetUtcNow()));
                if (still.CreditsUsed > failed.Spent)
                {
                    LogBilled(logger, runId, failed.Id, failed.JobId!);
                }

                return false;
            case JobAnswer.Completed or JobAnswer.InProgress:
                await ChangeAsync(runId, run => run.FailureTakenBack(failed.Id, time.GetUtcNow()));
                return false;
            case JobAnswer.NoAnswer none:
                throw new ProviderException(none.Failure);
            default:
                await ChangeAsync(runId, run => run.FailureReviewed(failed.Id, null, "the provider no longer knows the job, so nobody can say what it cost", time.GetUtcNow()));
                return false;
        }
    }

    private async Task ChangeAsync(string runId, Func<Run, Transition?> transition)
    {
        try
        {
            await ledger.UpdateAsync(runId, transition);
        }
        catch (IllegalTransitionException)
        {
            // Somebody else brought the same news first.
        }
    }

    [LoggerMessage(EventId = 2005, Level = LogLevel.Error, Message = "Run {RunId}, attempt {AttemptId}: job {JobId} failed and is billed after all; see the run's history")]
    private static partial void LogBilled(ILogger logger, string runId, string attemptId, string jobId);
}
