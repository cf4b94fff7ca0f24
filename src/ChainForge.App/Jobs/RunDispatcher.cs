using ChainForge.Runs;

namespace ChainForge.App.Jobs;

/// <summary>Turns what a run wants next into jobs and places in the watch.</summary>
public sealed class RunDispatcher(RunEngine engine, RunLedger ledger, JobEnqueuer jobs, WatchList watch, WatchOptions options, RunScope scope, TimeProvider time)
{
    // More than the account has places would never get one anyway.
    private const int MostWoken = 50;

    /// <summary>A run should be looked at now.</summary>
    public void Advance(string runId) => jobs.Enqueue(new JobRequest(JobKind.Advance, runId));

    /// <summary>Gives a run everything it wants.</summary>
    public void Dispatch(Run run)
    {
        var next = NextSteps.Of(run, time.GetUtcNow());

        // Thousands may wait for a place at the provider: each would ask for the jobs list, only to be turned away again.
        if (next.Any(step => step is Step.Lapse || (step is Step.Submit && run.WaitingSince is null)))
        {
            Advance(run.Id);
        }

        DispatchRest(run, next);
    }

    /// <summary>Runs that wait for a place at the provider get another chance: one may have become free.</summary>
    public async Task WakeWaitingAsync(CancellationToken cancellationToken)
    {
        foreach (var runId in await ledger.WaitingAsync(MostWoken, cancellationToken))
        {
            if (scope.Includes(runId))
            {
                Advance(runId);
            }
        }
    }

    internal void Started(string runId) => jobs.Done(new JobRequest(JobKind.Advance, runId));

    internal void Finished(JobKind kind, string runId, string? attemptId = null) => jobs.Done(new JobRequest(kind, runId, attemptId));

    /// <summary>What is left after a run was advanced: a submit that could not be made waits for a place, or somebody else makes it.</summary>
    internal async Task AdvancedAsync(StepResult step, bool changed, CancellationToken cancellationToken)
    {
        DispatchRest(step.Run, step.Next);
        if (changed)
        {
            await WakeWaitingAsync(cancellationToken);
        }
    }

    private void DispatchRest(Run run, IReadOnlyList<Step> next)
    {
        foreach (var step in next)
        {
            switch (step)
            {
                case Step.Ask ask when WatchedJob.Of(run, ask.AttemptId) is { } job:
                    // New ones only: the sweep comes by every half minute and must not hasten what has its place.
                    watch.TryAdd(new Watched.Ask(job), FirstAsk(run.Attempt(ask.AttemptId)));
                    break;
                case Step.LookFor look:
                    watch.TryAdd(new Watched.LookFor(run.Id, look.AttemptId), time.GetUtcNow());
                    break;
                case Step.Wait wait:
                    watch.Add(new Watched.Wake(run.Id), wait.Until);
                    break;
                case Step.Download download:
                    jobs.Enqueue(new JobRequest(JobKind.Download, run.Id, download.AttemptId));
                    break;
                case Step.Stitch:
                    jobs.Enqueue(new JobRequest(JobKind.Stitch, run.Id));
                    break;
            }
        }
    }

    private DateTimeOffset FirstAsk(Attempt attempt)
    {
        var (now, worthwhile) = (time.GetUtcNow(), attempt.AcceptedAt!.Value + options.FirstQuestion(engine.Times.FirstAsk(attempt.Asked)));
        return worthwhile > now ? worthwhile : now + options.Spread(watch.Count);
    }
}
