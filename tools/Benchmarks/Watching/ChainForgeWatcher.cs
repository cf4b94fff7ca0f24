using System.Diagnostics;
using ChainForge.App.Jobs;
using ChainForge.Benchmarks.Figures;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.Benchmarks.Watching;

/// <summary>The product's own pieces, put together as the program does it: ledger, engine, watch and the sweep of every 30 s.</summary>
internal sealed class ChainForgeWatcher : IWatcher
{
    private readonly RunLedger _ledger;
    private readonly PictoryProvider _account;
    private readonly GenerationWatch _watch;
    private readonly RunSweep _sweep;

    private ChainForgeWatcher(RunLedger ledger, PictoryProvider account, GenerationWatch watch, RunSweep sweep, (double, double) startUp)
    {
        (_ledger, _account, _watch, _sweep) = (ledger, account, watch, sweep);
        StartUp = startUp;
    }

    public (double Read, double Place)? StartUp { get; }

    public static async Task<ChainForgeWatcher> CreateAsync(string data, TimeSpan interval, Lags lags, StubAccount account, bool inMemory)
    {
        var time = TimeProvider.System;
        var ledger = await RunLedger.OpenEmbeddedAsync(data, time);
        var pictory = account.Open();
        IVideoProvider provider = inMemory ? new NeverDone(pictory) : pictory;
        var engine = new RunEngine(
            ledger, provider, new ClipMedia(Machine.Tools, time), new EngineOptions { OutputFolder = Path.Combine(data, "output") },
            $"benchmark-{Environment.ProcessId}", time, NullLoggerFactory.Instance);
        var list = new WatchList(time);
        var options = new WatchOptions(interval) { Lag = lags.Add };
        var enqueuer = new JobEnqueuer(new BackgroundJobClient(new InMemoryStorage()), ledger, new JobLabels(), new SweepOptions(), time, NullLogger<JobEnqueuer>.Instance);
        var dispatcher = new RunDispatcher(engine, ledger, enqueuer, list, options, RunScope.All, time);

        var since = Stopwatch.GetTimestamp();
        var runs = await ledger.LeaseAsync(engine.Owner, TimeSpan.FromSeconds(90));
        var read = Stopwatch.GetElapsedTime(since).TotalSeconds;
        since = Stopwatch.GetTimestamp();
        runs.ForEach(dispatcher.Dispatch);
        var placed = Stopwatch.GetElapsedTime(since).TotalSeconds;

        return new ChainForgeWatcher(
            ledger,
            pictory,
            new GenerationWatch(list, engine, dispatcher, options, time, NullLogger<GenerationWatch>.Instance),
            new RunSweep(ledger, engine, dispatcher, RunScope.All, new SweepOptions(), time, NullLogger<RunSweep>.Instance),
            (read, placed));
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _sweep.StartAsync(cancellationToken);
        await _watch.RunAsync(cancellationToken);
        await _sweep.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _sweep.Dispose();
        await _ledger.DisposeAsync();
        _account.Dispose();
    }
}
