using ChainForge.Runs;

namespace ChainForge.App.Jobs;

/// <summary>At start, and every half minute, gives every unfinished run its job or its place in the watch.</summary>
/// <remarks>Whatever Hangfire lost, a crash interrupted or another process changed in the ledger is found here.</remarks>
public sealed partial class RunSweep(RunLedger ledger, RunEngine engine, RunDispatcher dispatcher, RunScope scope, SweepOptions options, TimeProvider time, ILogger<RunSweep> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        do
        {
            try
            {
                foreach (var run in await RunsAsync(stoppingToken))
                {
                    dispatcher.Dispatch(run);
                }

                await dispatcher.WakeWaitingAsync(stoppingToken);
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

    [LoggerMessage(EventId = 3101, Level = LogLevel.Critical, Message = "The ledger does not answer, nothing goes on: {Reason}")]
    private static partial void LogTrouble(ILogger logger, string reason);
}
