using System.Text.Json;
using ChainForge.Benchmarks.Figures;

namespace ChainForge.Benchmarks.Watching;

/// <summary>One side of the comparison, in a process of its own: warms up, measures, prints its figures as JSON.</summary>
internal static class WatchSide
{
    public const string Part = "watch-side";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // A round and a half: connections are open, code is compiled.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(Arguments arguments)
    {
        var (count, server) = (arguments.Number("runs", 10_000), new Uri(arguments.Text("server")!));
        var lags = new Lags();
        await using var watcher = await CreateAsync(arguments, count, new Uri(server, "/pictoryapis"), lags);
        using var stop = new CancellationTokenSource();
        var watching = watcher.RunAsync(stop.Token);
        await Task.Delay(WarmUp, TimeProvider.System, CancellationToken.None);

        using var client = new HttpClient();
        var before = await StubServer.CountAsync(client, server);
        lags.Reset();
        var meter = new ProcessMeter();
        var time = TimeSpan.FromSeconds(arguments.Number("seconds", 60));
        await Task.Delay(time, TimeProvider.System, CancellationToken.None);
        var sorted = lags.Sorted();
        var use = meter.Read();
        var asked = await StubServer.CountAsync(client, server) - before - 1;

        await stop.CancelAsync();
        await watching;
        var figures = new WatchFigures(
            count,
            (asked > 0 ? asked : sorted.Length) / time.TotalSeconds,
            Spread.Quantile(sorted, 0.5), Spread.Quantile(sorted, 0.99), sorted[^1],
            watcher.StartUp?.Read, watcher.StartUp?.Place, use);
        Console.WriteLine(JsonSerializer.Serialize(figures));
    }

    private static async Task<IWatcher> CreateAsync(Arguments arguments, int count, Uri server, Lags lags) => arguments.Text("side") switch
    {
        "chainforge" => await ChainForgeWatcher.CreateAsync(arguments.Text("data")!, Interval, lags, new StubAccount(server), inMemory: false),
        "chainforge-memory" => await ChainForgeWatcher.CreateAsync(arguments.Text("data")!, Interval, lags, new StubAccount(server), inMemory: true),
        "delays" => DelayWatcher.WithOurClient(count, Interval, lags, new StubAccount(server)),
        "delays-bare" => DelayWatcher.WithBareClient(count, Interval, lags, server),
        "hangfire" => new HangfireWatcher(count, Interval, lags, new StubAccount(server)),
        var other => throw new ArgumentException($"There is no side {other}."),
    };
}
