using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Fetches a clip that is paid for.</summary>
[AutomaticRetry(Attempts = 0)]
[Queue(JobQueues.Media)]
public sealed partial class DownloadJob(RunEngine engine, RunDispatcher dispatcher, ILogger<DownloadJob> logger)
{
    /// <summary>Fetches the clip of an attempt.</summary>
    public async Task RunAsync(string runId, string attemptId, CancellationToken cancellationToken)
    {
        string? did;
        try
        {
            did = await engine.DownloadAsync(runId, attemptId, cancellationToken);
        }
        catch (Exception e) when (StumbleDesk.Is(e, cancellationToken))
        {
            did = "stumbled";
            LogStumbled(logger, e, runId, attemptId);
            await engine.Stumbles.FetchingAsync(runId, attemptId, e);
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

    [LoggerMessage(EventId = 3122, Level = LogLevel.Error, Message = "The clip of attempt {AttemptId} of run {RunId} could not be fetched, for a reason that nobody foresaw")]
    private static partial void LogStumbled(ILogger logger, Exception exception, string runId, string attemptId);
}
