using ChainForge.App.Jobs;
using ChainForge.Chains;
using ChainForge.Runs;

namespace ChainForge.App.Intake;

/// <summary>Turns a chain file into a run, each content once, also across restarts; a bad one is written down with its problems and spends nothing.</summary>
internal sealed partial class ChainIntake(RunLedger ledger, RunEngine engine, RunDispatcher dispatcher, ChainLimits limits, TimeProvider time, ILogger<ChainIntake> logger)
{
    // Who copies a file writes to it more often than that.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);

    /// <returns>Whether the file is settled; a refused one may become good without being touched, when a picture that it names arrives, and a good one waits until its pictures are whole.</returns>
    public async Task<bool> TakeInAsync(string path, CancellationToken cancellationToken)
    {
        if (ShippedExamples.Contains(path))
        {
            LogExample(logger, path);
            return true;
        }

        var reading = ChainReader.Read(path, limits);
        if (reading.Definition is not { } definition)
        {
            var problems = string.Join('\n', reading.Problems.Select(problem => problem.ToString()));
            if (await ledger.TryTakeInAsync(new IntakeRecord($"refused:{reading.ContentHash}:{Path.GetFileName(path)}", path, problems), start: null, cancellationToken))
            {
                LogRefused(logger, path, problems);
            }

            return false;
        }

        if (definition.Media().FirstOrDefault(IsBeingWritten) is { } unfinished)
        {
            LogWaits(logger, path, unfinished.Path!);
            return false;
        }

        var before = PaidBefore.Find(await ledger.ListAsync(cancellationToken: cancellationToken), definition);
        var start = before is null ? engine.Plan(definition, path) : null;
        if (!await ledger.TryTakeInAsync(new IntakeRecord(reading.ContentHash, path, Problems: null) { RunId = before?.Id }, start, cancellationToken))
        {
            LogKnown(logger, path);
        }
        else if (start is not null)
        {
            LogTakenIn(logger, path, start.Run.Id);
            dispatcher.Dispatch(start.Run);
        }
        else
        {
            LogPaidBefore(logger, path, before!.Id, OperatorTransitions.Word(before.State), before.Spent + before.Reserved);
        }

        return true;
    }

    // Half a picture would be uploaded and paid for. The clock of another machine may be ahead a little; what is far ahead says nothing.
    private bool IsBeingWritten(MediaSource media) =>
        media.Path is { } path && time.GetUtcNow() - File.GetLastWriteTimeUtc(path) is var age && age < Settled && age > -MostAhead;

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "{File} is run {RunId} now")]
    private static partial void LogTakenIn(ILogger logger, string file, string runId);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "{File} is refused, nothing is spent:\n{Problems}")]
    private static partial void LogRefused(ILogger logger, string file, string problems);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Information, Message = "{File} holds what was taken in before and is not made again; `chainforge run` makes it anew")]
    private static partial void LogKnown(ILogger logger, string file);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Warning, Message = "{File} asks for the film of run {RunId}, which is {State} and has {Credits} credits in it: it is not begun anew. `chainforge retry {RunId}` goes on, with the budget that the file says now; `chainforge run --again` pays for everything once more")]
    private static partial void LogPaidBefore(ILogger logger, string file, string runId, string state, decimal credits);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Information, Message = "{File} waits: {Picture} was written to just now, and may not be whole yet")]
    private static partial void LogWaits(ILogger logger, string file, string picture);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "{File} is an example as shipped and is left alone; change or copy it to have it made")]
    private static partial void LogExample(ILogger logger, string file);
}
