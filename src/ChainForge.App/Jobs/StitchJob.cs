using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Makes a run's video.</summary>
[AutomaticRetry(Attempts = 0)]
[Queue(JobQueues.Media)]
public sealed class StitchJob(RunEngine engine, RunDispatcher dispatcher, StitchProgress progress)
{
    /// <summary>Stitches a run.</summary>
    public async Task RunAsync(string runId, CancellationToken cancellationToken)
    {
        string? did;
        try
        {
            did = await engine.StitchAsync(runId, progress.For(runId), cancellationToken);
        }
        finally
        {
            progress.Clear(runId);
            dispatcher.Finished(JobKind.Stitch, runId);
        }

        // Nothing done: somebody else is at it, and the sweep comes by; to go on at once would turn in a circle.
        if (did is not null)
        {
            dispatcher.Advance(runId);
        }
    }
}
