using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Does what a run can do at once: submit, and hand out what comes next.</summary>
/// <remarks>May run any number of times, also at once: the engine makes that harmless. It never waits for the provider's work.</remarks>
[AutomaticRetry(Attempts = 0)]
public sealed class AdvanceRunJob(RunEngine engine, RunDispatcher dispatcher)
{
    /// <summary>Advances a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="version">Its version when the job was asked for: with it the job has a name of its own on the dashboard. What is done depends on the run as it is by then.</param>
    /// <param name="cancellationToken">Hangfire's, on shutdown.</param>
    public async Task RunAsync(string runId, long version, CancellationToken cancellationToken)
    {
        _ = version;
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
