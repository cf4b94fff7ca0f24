using ChainForge.App.Hosting;
using ChainForge.Runs;

namespace ChainForge.App.Jobs;

/// <summary>At start, and every half minute, gives every unfinished run its job or its place in the watch.</summary>
/// <remarks>Whatever Hangfire lost, a crash interrupted or another process changed in the ledger is found here.</remarks>
public sealed partial class RunSweep(RunLedger ledger, RunEngine engine, RunDispatcher dispatcher, RunScope scope, SweepOptions options, TimeProvider time, ILogger<RunSweep> logger) : BackgroundService
{
    // Less is the clock's own unrest; more is somebody's doing, and the history should tell his time.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _told = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (ledger.Upgraded is { } upgraded)
        {
            LogUpgraded(logger, upgraded);
        }

        using var timer = new PeriodicTimer(options.Interval, time);
        do
        {
            try
            {
                var runs = await RunsAsync(stoppingToken);
                foreach (var run in runs)
                {
                    dispatcher.Dispatch(run);
                }

                await dispatcher.WakeWaitingAsync(stoppingToken);
                FollowTheMachine(nothingToDo: runs.Count == 0);
                TellDamaged();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogTrouble(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await ledger.ReleaseAsync(engine.Owner, cancellationToken);
        }
        catch (LedgerException e)
        {
            LogTrouble(logger, e.Message);
        }
    }

    private void FollowTheMachine(bool nothingToDo)
    {
        if (time is not SteadyClock clock || clock.Ahead.Duration() < Tolerance)
        {
            return;
        }

        if (nothingToDo)
        {
            clock.Realign();
        }
        else
        {
            LogClockSet(logger, clock.Ahead);
        }
    }

    // Each once: the sweep comes by every half minute.
    private void TellDamaged()
    {
        foreach (var run in ledger.Damaged)
        {
            if (_told.Add(run.Id))
            {
                LogDamaged(logger, run.Problem);
            }
        }
    }

    // Leases are for servers that share all the work; who carries a few runs must not take the others from them.
    private async Task<IReadOnlyList<Run>> RunsAsync(CancellationToken cancellationToken)
    {
        if (scope.Only is null)
        {
            return await ledger.LeaseAsync(engine.Owner, options.Lease, cancellationToken);
        }

        var runs = new List<Run>();
        foreach (var id in scope.Only)
        {
            runs.Add(await ledger.FindAsync(id, cancellationToken) ?? throw new RunNotFoundException(id));
        }

        return runs;
    }

    [LoggerMessage(EventId = 3104, Level = LogLevel.Warning, Message = "The machine's clock was set by {Jump}; nothing is hurried or held up by it, and it is followed once no run is under way")]
    private static partial void LogClockSet(ILogger logger, TimeSpan jump);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Critical, Message = "The ledger does not answer, nothing goes on: {Reason}")]
    private static partial void LogTrouble(ILogger logger, string reason);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "{Problem}")]
    private static partial void LogDamaged(ILogger logger, string problem);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "{Upgraded}")]
    private static partial void LogUpgraded(ILogger logger, string upgraded);
}
