using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Makes a run's video.</summary>
[AutomaticRetry(Attempts = 0)]
[Queue(JobQueues.Media)]
public sealed partial class StitchJob(RunEngine engine, RunDispatcher dispatcher, StitchProgress progress, ILogger<StitchJob> logger)
{
    /// <summary>Stitches a run.</summary>
    public async Task RunAsync(string runId, CancellationToken cancellationToken)
    {
        string? did;
        try
        {
            did = await engine.StitchAsync(runId, progress.For(runId), cancellationToken);
        }
        catch (Exception e) when (StumbleDesk.Is(e, cancellationToken))
        {
            did = "stumbled";
            LogStumbled(logger, e, runId);
            await engine.Stumbles.StitchingAsync(runId, e);
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

    [LoggerMessage(EventId = 3121, Level = LogLevel.Error, Message = "The video of run {RunId} could not be made, for a reason that nobody foresaw")]
    private static partial void LogStumbled(ILogger logger, Exception exception, string runId);
}
