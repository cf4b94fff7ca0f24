using ChainForge.App.Jobs;
using ChainForge.Chains;
using ChainForge.Runs;

namespace ChainForge.App.Intake;

/// <summary>Turns a chain file into a run, each content once, also across restarts; a bad one is written down with its problems and spends nothing.</summary>
internal sealed partial class ChainIntake(RunLedger ledger, RunEngine engine, RunDispatcher dispatcher, ChainLimits limits, ILogger<ChainIntake> logger)
{
    /// <returns>Whether the file is settled; a refused one may become good without being touched, when a picture that it names arrives.</returns>
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
            if (await ledger.TryTakeInAsync(new IntakeRecord($"refused:{reading.ContentHash}", path, problems), start: null, cancellationToken))
            {
                LogRefused(logger, path, problems);
            }

            return false;
        }

        var start = engine.Plan(definition, path);
        if (await ledger.TryTakeInAsync(new IntakeRecord(reading.ContentHash, path, Problems: null), start, cancellationToken))
        {
            LogTakenIn(logger, path, start.Run.Id);
            dispatcher.Dispatch(start.Run);
        }
        else
        {
            LogKnown(logger, path);
        }

        return true;
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "{File} is run {RunId} now")]
    private static partial void LogTakenIn(ILogger logger, string file, string runId);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "{File} is refused, nothing is spent:\n{Problems}")]
    private static partial void LogRefused(ILogger logger, string file, string problems);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Information, Message = "{File} holds what was taken in before and is not made again; `chainforge run` makes it anew")]
    private static partial void LogKnown(ILogger logger, string file);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "{File} is an example as shipped and is left alone; change or copy it to have it made")]
    private static partial void LogExample(ILogger logger, string file);
}
