using ChainForge.Providers;
using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Does what a run can do at once: submit, and hand out what comes next.</summary>
/// <remarks>May run any number of times, also at once: the engine makes that harmless. It never waits for the provider's work.</remarks>
[AutomaticRetry(Attempts = 0)]
public sealed class AdvanceRunJob(RunEngine engine, RunDispatcher dispatcher)
{
    private static readonly TimeSpan TryAgainIn = TimeSpan.FromSeconds(10);

    /// <summary>Advances a run.</summary>
    public async Task RunAsync(string runId, CancellationToken cancellationToken)
    {
        dispatcher.Started(runId);
        try
        {
            var changed = false;
            StepResult step;
            do
            {
                step = await engine.StepAsync(runId, cancellationToken);
                changed |= step.Did is not null;
            }
            while (step.Did is not null);
            await dispatcher.AdvancedAsync(step, changed, cancellationToken);
        }
        catch (ProviderException e) when (e.Failure.IsRetryable)
        {
            // A preparation that costs nothing failed: an upload, a look at the job before.
            dispatcher.WakeLater(runId, e.Failure.RetryAfter ?? TryAgainIn);
            throw;
        }
    }
}
