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
        try
        {
            await engine.StitchAsync(runId, progress.For(runId), cancellationToken);
        }
        finally
        {
            progress.Clear(runId);
            dispatcher.Finished(JobKind.Stitch, runId);
        }

        dispatcher.Advance(runId);
    }
}
