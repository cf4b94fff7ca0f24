using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Does what a run can do at once: submit, and hand out what comes next.</summary>
/// <remarks>May run any number of times, also at once: the engine makes that harmless. It never waits for the provider's work.</remarks>
[AutomaticRetry(Attempts = 0)]
public sealed class AdvanceRunJob(RunEngine engine, RunDispatcher dispatcher)
{
    /// <summary>Advances a run.</summary>
    public async Task RunAsync(string runId, CancellationToken cancellationToken)
    {
        dispatcher.Started(runId);
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
}
