using ChainForge.App.Jobs;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.Tests.App.Jobs;

/// <summary>What a start does with thousands of unfinished runs.</summary>
public sealed class RestartTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Ten_thousand_accepted_runs_are_asked_for_over_one_interval_without_a_burst()
    {
        await using var bench = await RunBench.OpenAsync();
        using var list = new WatchList(bench.Time);
        var dispatcher = DispatcherOf(bench, list);

        // Accepted long before the stop: all of them could be asked for at once.
        bench.Time.Advance(TimeSpan.FromHours(1));
        for (var number = 0; number < 10_000; number++)
        {
            dispatcher.Dispatch((Given.Run() with { Id = $"run-{number:00000}" }).Intend(0).Accept("01-1", $"job-{number}"));
        }

        var parts = list.DueTimes().GroupBy(due => (int)((due - bench.Time.GetUtcNow()) / Interval * 100)).ToDictionary(part => part.Key, part => part.Count());
        parts.Values.Sum().Should().Be(10_000);
        parts.Keys.Should().OnlyContain(part => part >= 0 && part < 100, "nobody waits longer than an interval");
        parts.Values.Should().OnlyContain(count => count < 250, "even would be 100 in each hundredth");
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task A_sweep_does_not_advance_what_waits_for_a_place(bool waits, int asked)
    {
        await using var bench = await RunBench.OpenAsync();
        using var list = new WatchList(bench.Time);
        var jobs = EnqueuerOf(bench, new InMemoryStorage());

        // The first few of those that wait are woken by themselves; thousands would each ask for the jobs list.
        DispatcherOf(bench, list, jobs).Dispatch(Given.Run() with { WaitingSince = waits ? Given.Now : null });

        jobs.Waiting.Should().Be(asked);
    }

    private static RunDispatcher DispatcherOf(RunBench bench, WatchList list, JobEnqueuer? jobs = null) =>
        new(bench.Engine, bench.Ledger, jobs ?? EnqueuerOf(bench, new InMemoryStorage()), list, new WatchOptions(Interval), RunScope.All, bench.Time);

    private static JobEnqueuer EnqueuerOf(RunBench bench, InMemoryStorage storage) =>
        new(new BackgroundJobClient(storage), bench.Ledger, new JobLabels(), new SweepOptions(), bench.Time, NullLogger<JobEnqueuer>.Instance);
}
