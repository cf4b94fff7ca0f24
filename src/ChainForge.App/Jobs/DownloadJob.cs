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
        try
        {
            await engine.DownloadAsync(runId, attemptId, cancellationToken);
        }
        finally
        {
            dispatcher.Finished(JobKind.Download, runId, attemptId);
        }

        dispatcher.Advance(runId);
    }
}
