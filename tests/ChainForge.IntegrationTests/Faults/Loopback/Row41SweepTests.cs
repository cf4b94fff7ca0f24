using ChainForge.App.Jobs;
using ChainForge.IntegrationTests.Faults.Processes;
using ChainForge.Runs;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>Hangfire forgets everything while the program runs on: the sweep makes every wake-up anew from the ledger.</summary>
public sealed class Row41SweepTests
{
    [Fact]
    public async Task Row41_What_an_emptied_storage_forgot_is_asked_for_again_and_no_run_is_forgotten()
    {
        await using var bench = await LoopbackBench.OpenAsync();
        using var storage = new ReplaceableStorage();
        var options = new SweepOptions();
        using var list = new WatchList(bench.Time);
        using var jobs = new JobEnqueuer(new BackgroundJobClient(storage), bench.Ledger, new JobLabels(), options, bench.Time, NullLogger<JobEnqueuer>.Instance);
        var dispatcher = new RunDispatcher(bench.Engine, bench.Ledger, jobs, list, new WatchOptions(TimeSpan.FromSeconds(15)), RunScope.All, bench.Time);
        using var sweep = new RunSweep(bench.Ledger, bench.Engine, dispatcher, RunScope.All, options, bench.Time, NullLogger<RunSweep>.Instance);
        string[] runs = [await bench.StartAsync(LoopbackBench.Chain(2, "a")), await bench.StartAsync(LoopbackBench.Chain(2, "b"))];
        await jobs.StartAsync(CancellationToken.None);
        await sweep.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => storage.Jobs == 2, "both runs have their jobs");

        storage.Empty();
        bench.Time.Advance(options.Interval);
        storage.Jobs.Should().Be(0, "a job that was asked for just now is not asked for twice");
        await Wait.UntilAsync(
            () =>
            {
                bench.Time.Advance(options.Interval);
                return storage.Jobs == 2;
            },
            "both have them again");

        await sweep.StopAsync(CancellationToken.None);
        await jobs.StopAsync(CancellationToken.None);
        foreach (var run in runs)
        {
            await Oracle.EndsAsync(bench, await bench.DriveAsync(run), RunState.Completed);
        }

        bench.Posts.Should().HaveCount(4);
    }

    /// <summary>A storage whose contents can be taken away under those who use it.</summary>
    private sealed class ReplaceableStorage : JobStorage, IDisposable
    {
        private volatile InMemoryStorage _inner = new();

        public long Jobs => _inner.GetMonitoringApi().EnqueuedCount(JobQueues.Runs);

        public void Empty()
        {
            using var before = _inner;
            _inner = new InMemoryStorage();
        }

        public void Dispose() => _inner.Dispose();

        public override IMonitoringApi GetMonitoringApi() => _inner.GetMonitoringApi();

        public override IStorageConnection GetConnection() => _inner.GetConnection();
    }
}
