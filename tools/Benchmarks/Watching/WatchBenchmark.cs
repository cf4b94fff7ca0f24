using System.Text.Json;
using ChainForge.Benchmarks.Figures;
using ChainForge.Runs;

namespace ChainForge.Benchmarks.Watching;

/// <summary>Ten thousand runs wait for the provider: how late are the questions, and what do they cost?</summary>
internal static class WatchBenchmark
{
    private const int Runs = 10_000;

    // Hangfire gets a tenth: all of them would only show a queue that never empties.
    private static readonly (string Side, string Name, int Runs)[] Sides =
    [
        ("chainforge", "ChainForge", Runs),
        ("chainforge-memory", "ChainForge, answers from memory", Runs),
        ("delays", "a task per run, our client", Runs),
        ("delays-bare", "a task per run, bare HttpClient", Runs),
        ("hangfire", "a Hangfire job per poll", Runs / 10),
    ];

    public static async Task RunAsync(Arguments arguments)
    {
        using var scratch = new Scratch();
        var data = scratch.Sub("data");
        await using (var ledger = await RunLedger.OpenEmbeddedAsync(data, TimeProvider.System))
        {
            var took = await WaitingRuns.CreateAsync(ledger, Runs, TimeProvider.System);
            Console.WriteLine($"{Runs} waiting runs written in {took.TotalSeconds:0.0} s ({Runs * 3 / took.TotalSeconds:0} transitions/s, 256 writers)");
        }

        using var server = await StubServer.StartAsync();
        var results = Sides.ToDictionary(side => side.Side, _ => new List<WatchFigures>());
        for (var round = 0; round < arguments.Number("repeat", 1); round++)
        {
            foreach (var (side, _, runs) in Sides.Where(side => arguments.Text("only") is not { } only || only == side.Side))
            {
                results[side].Add(await MeasureAsync(side, runs, data, server.Url, arguments.Number("seconds", 60)));
            }
        }

        Print(results);
    }

    private static async Task<WatchFigures> MeasureAsync(string side, int runs, string data, Uri server, int seconds)
    {
        var text = await Self.ReadAsync(
            WatchSide.Part, "--side", side, "--runs", $"{runs}", "--data", data, "--server", server.AbsoluteUri, "--seconds", $"{seconds}");
        return JsonSerializer.Deserialize<WatchFigures>(text)!;
    }

    private static void Print(Dictionary<string, List<WatchFigures>> results)
    {
        var table = new Table("side", "runs", "polls/s", "lag p50 ms", "p99 ms", "max ms", "CPU % of a core", "us CPU a poll", "RSS MB before", "after", "heap MB", "MB/s made", "threads");
        foreach (var (side, name, runs) in Sides.Where(side => results[side.Side].Count > 0))
        {
            string Of(Func<WatchFigures, double> figure, string format = "0") => Spread.Of(results[side].Select(figure)).Show(format);
            table.Add(
                name, $"{runs}", Of(f => f.PollsPerSecond), Of(f => f.LagP50 * 1000, "0.0"), Of(f => f.LagP99 * 1000), Of(f => f.LagMost * 1000),
                Of(f => f.Use.Cores * 100, "0.0"), Of(f => f.Use.Cores * 1e6 / f.PollsPerSecond), Of(f => f.Use.WorkingSetBefore), Of(f => f.Use.WorkingSetAfter),
                Of(f => f.Use.Heap, "0.0"), Of(f => f.Use.AllocatedPerSecond, "0.0"), Of(f => f.Use.Threads));
        }

        table.Print($"watch: interval {WatchSide.Interval.TotalSeconds:0} s plus up to a fifth; median (least-most)");
        foreach (var (side, name, _) in Sides.Where(side => results[side.Side] is [{ ReadSeconds: not null }, ..]))
        {
            Console.WriteLine($"{name}: reading the unfinished runs took {Spread.Of(results[side].Select(f => f.ReadSeconds!.Value)).Show()} s, placing them {Spread.Of(results[side].Select(f => f.PlaceSeconds!.Value)).Show("0.000")} s");
        }
    }
}
