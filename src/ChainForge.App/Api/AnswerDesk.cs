using ChainForge.App.Hosting;
using ChainForge.App.Jobs;
using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary>Passes on what a person says to a run, and wakes the run at once.</summary>
internal sealed class AnswerDesk(RunLedger ledger, RunEngine engine, RunDispatcher dispatcher, ChainForgeSettings settings)
{
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="IllegalTransitionException">That is no answer to the run as it is, or it has changed since it was looked at.</exception>
    /// <exception cref="Providers.ProviderException">The provider does not know the job that was named, or does not answer.</exception>
    /// <exception cref="BadHttpRequestException">What goes with the answer is missing or wrong.</exception>
    public async Task<Run> SayAsync(string runId, string verb, AnswerRequest said, CancellationToken cancellationToken)
    {
        var run = await ledger.FindAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);
        var after = verb switch
        {
            Answer.Adopt => await engine.AdoptAsync(run.Id, JobOf(said), said.Version, cancellationToken),
            Answer.Resubmit => await engine.ResubmitAsync(run.Id, said.Version, cancellationToken),
            Answer.Abandon => await engine.AbandonAsync(run.Id, said.Version, cancellationToken),
            Answer.Cancel => await engine.CancelAsync(run.Id, said.Version, cancellationToken),
            _ => await engine.RetryAsync(run.Id, CapOf(run, said), said.Version, cancellationToken),
        };

        // A place may have become free, and a run that was taken up may want more than one thing.
        dispatcher.Dispatch(after);
        dispatcher.Advance(after.Id);
        await dispatcher.WakeWaitingAsync(cancellationToken);
        return after;
    }

    private static string JobOf(AnswerRequest said) =>
        said.JobId is { Length: > 0 } jobId ? jobId : throw new BadHttpRequestException("Name the job: {\"jobId\": \"…\"}.", StatusCodes.Status422UnprocessableEntity);

    private decimal? CapOf(Run run, AnswerRequest said)
    {
        if (said.MaxCredits is not { } cap)
        {
            return RetryBudget.Of(run, settings);
        }

        return RetryBudget.ProblemOf(run, cap) is { } problem
            ? throw new BadHttpRequestException($"`maxCredits` {problem}.", StatusCodes.Status422UnprocessableEntity)
            : cap;
    }
}
