using System.Diagnostics;
using ChainForge.App.Jobs;
using ChainForge.Benchmarks.Figures;
using ChainForge.Benchmarks.Watching;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.Benchmarks.Restart;

/// <summary>Ten thousand unfinished runs at a start: how long until each has its place, and how are the first questions spread?</summary>
internal static class RestartBenchmark
{
    private const int Runs = 10_000;

    /// <summary>What is promised of a start; a median over it fails the benchmark.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(Arguments arguments)
    {
        using var scratch = new Scratch();
        var sides = new List<(string Name, Func<Task<RunLedger>> Open)>
        {
            ("embedded", () => RunLedger.OpenEmbeddedAsync(scratch.Sub("data"), TimeProvider.System)),
        };

        // A database of its own, empty: it is filled.
        if (arguments.Text("postgres") is { } database)
        {
            sides.Add(("PostgreSQL", () => RunLedger.OpenPostgreSqlAsync(database, TimeProvider.System)));
        }

        var table = new Table("10,000 accepted runs, seconds", "open", "orphans", "lease and read", "place", "together", "asked in the busiest hundredth of an interval");
        var slow = false;
        foreach (var (name, open) in sides)
        {
            await FillAsync(open);
            var starts = new List<Start>();
            for (var round = 0; round < arguments.Number("repeat", 3); round++)
            {
                starts.Add(await StartAsync(open, scratch.Folder));
            }

            slow |= starts.Select(s => s.Together).Order().ElementAt(starts.Count / 2) > Promised.TotalSeconds;
            string Of(Func<Start, double> figure, string format = "0.00") => Spread.Of(starts.Select(figure)).Show(format);
            table.Add(name, Of(s => s.Open), Of(s => s.Orphans), Of(s => s.Lease), Of(s => s.Place), Of(s => s.Together), Of(s => s.Busiest, "0"));
        }

        table.Print("restart: the program's own pieces; even would be 100 in a hundredth; median (least-most)");
        if (slow)
        {
            throw new TooSlowException($"a start takes longer than the {Promised.TotalSeconds:0} s that are promised");
        }
    }

    private static async Task FillAsync(Func<Task<RunLedger>> open)
    {
        await using var ledger = await open();
        await WaitingRuns.CreateAsync(ledger, Runs, TimeProvider.System);
    }

    private static async Task<Start> StartAsync(Func<Task<RunLedger>> open, string folder)
    {
        var time = TimeProvider.System;
        var since = Stopwatch.GetTimestamp();
        await using var ledger = await open();
        var opened = Lap(ref since);
        using var provider = PictoryProvider.Create(new() { ApiKey = "pictai_benchmark" }, time, NullLoggerFactory.Instance);
        var engine = new RunEngine(
            ledger, provider, new ClipMedia(Machine.Tools, time), new EngineOptions { OutputFolder = folder }, $"start-{since}", time, NullLoggerFactory.Instance);
        await engine.RecoverOrphansAsync();
        engine.Times.Learn(await ledger.ListAsync(limit: 50));
        var orphans = Lap(ref since);
        var runs = await ledger.LeaseAsync(engine.Owner, TimeSpan.FromSeconds(90));
        var leased = Lap(ref since);
        using var list = new WatchList(time);
        using var jobs = new JobEnqueuer(new BackgroundJobClient(new InMemoryStorage()), ledger, new JobLabels(), new SweepOptions(), time, NullLogger<JobEnqueuer>.Instance);
        var dispatcher = new RunDispatcher(engine, ledger, jobs, list, new WatchOptions(Interval), RunScope.All, time);
        runs.ForEach(dispatcher.Dispatch);
        var placed = Lap(ref since);
        await ledger.ReleaseAsync(engine.Owner);
        return runs.Count == Runs && list.Count == Runs
            ? new Start(opened, orphans, leased, placed, Busiest(list, time))
            : throw new InvalidOperationException($"{runs.Count} runs were read and {list.Count} placed.");
    }

    private static double Busiest(WatchList list, TimeProvider time) => list.DueTimes()
        .GroupBy(due => (int)((due - time.GetUtcNow()) / Interval * 100))
        .Max(part => part.Count());

    private static double Lap(ref long since)
    {
        var took = Stopwatch.GetElapsedTime(since).TotalSeconds;
        since = Stopwatch.GetTimestamp();
        return took;
    }

    private sealed record Start(double Open, double Orphans, double Lease, double Place, double Busiest)
    {
        public double Together => Open + Orphans + Lease + Place;
    }
}
