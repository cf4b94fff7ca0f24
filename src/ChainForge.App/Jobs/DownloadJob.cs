using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Fetches a clip that is paid for.</summary>
[AutomaticRetry(Attempts = 0)]
[Queue(JobQueues.Media)]
public sealed class DownloadJob(RunEngine engine, RunDispatcher dispatcher)
{
    /// <summary>Fetches the clip of an attempt.</summary>
    public async Task RunAsync(string runId, string attemptId, CancellationToken cancellationToken)
    {
        string? did;
        try
        {
            did = await engine.DownloadAsync(runId, attemptId, cancellationToken);
        }
        finally
        {
            dispatcher.Finished(JobKind.Download, runId, attemptId);
        }

        // Nothing done: somebody else is at it, and the sweep comes by; to go on at once would turn in a circle.
        if (did is not null)
        {
            dispatcher.Advance(runId);
        }
    }
}
