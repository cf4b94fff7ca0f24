using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChainForge.Benchmarks.Figures;
using ChainForge.Runs;
using PictorySimulator;

namespace ChainForge.Benchmarks.Overhead;

/// <summary>From the end of a job to the arrival of the next segment's submit: when the provider calls, and when it is only asked every 10 s.</summary>
/// <remarks>Both moments are the simulator's: its call goes out when the job ends, and the request is counted when it arrives.</remarks>
internal static class WebhookBenchmark
{
    private static readonly TimeSpan Generation = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Arguments arguments)
    {
        var chains = arguments.Number("chains", 2);
        var called = await MeasureAsync(chains, webhooks: true);
        var polled = await MeasureAsync(chains, webhooks: false);
        var table = new Table(["side", "hand-overs", "p50 ms", "p99 ms", "most ms"]);
        Add(table, "called (webhook)", called);
        Add(table, "polled every 10 s", polled);
        table.Print($"webhooks: from the end of a job to the next segment's submit; {chains} chains of {SampleChains.Segments} segments at once, {Generation.TotalSeconds:0} s of generation");
    }

    private static async Task<double[]> MeasureAsync(int chains, bool webhooks)
    {
        using var scratch = new Scratch();
        await using var simulator = await SimulatorHost.StartAsync(new() { Generation = Generation, Scale = 0.25, DurationFactor = 0.1, Fast = true });
        var url = $"http://127.0.0.1:{FreePort()}";
        // How many requests the account allows a minute is not what is measured.
        (string, string)[] settings = [("ChainForge__Pictory__RequestsPerMinute", "600"), .. webhooks ? [("ChainForge__Webhooks__PublicUrl", url)] : Array.Empty<(string, string)>()];
        using var process = ChainForgeProgram.Start(simulator.BaseUrl, scratch.Folder, TimeSpan.FromSeconds(10), ["serve", "--urls", url], settings);
        try
        {
            await UntilUpAsync(url);
            for (var chain = 0; chain < chains; chain++)
            {
                // Different chains do not wait for each other's pictures: the renderer keeps clips of identical requests.
                var draft = Path.Combine(scratch.Folder, $"{chain}.draft");
                await File.WriteAllTextAsync(draft, SampleChains.Yaml.Replace("name: benchmark", $"name: benchmark-{chain}", StringComparison.Ordinal));
                File.Move(draft, Path.Combine(scratch.Folder, "pipelines", $"benchmark-{chain}.yaml"));
            }

            await using var ledger = await RunLedger.OpenEmbeddedAsync(Path.Combine(scratch.Folder, "data"), TimeProvider.System);
            while ((await ledger.ListAsync()).Count(run => run.HasEnded || run.Segments.All(segment => segment.IsGenerated)) < chains)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
            }

            return HandOvers(await ledger.ListAsync(), simulator.State);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static double[] HandOvers(IEnumerable<Run> runs, SimulatorState state)
    {
        var jobs = state.Bill.Jobs.ToDictionary(job => job.JobId);
        return
        [
            .. from run in runs
               let made = run.Segments.Select(segment => jobs[segment.Current!.JobId!]).ToList()
               from pair in made.Zip(made.Skip(1))
               let wait = (pair.Second.CreatedAt - pair.First.EndedAt!.Value).TotalMilliseconds
               orderby wait
               select wait,
        ];
    }

    private static void Add(Table table, string side, double[] sorted) =>
        table.Add(side, $"{sorted.Length}", $"{Spread.Quantile(sorted, 0.5):0}", $"{Spread.Quantile(sorted, 0.99):0}", $"{sorted[^1]:0}");

    private static async Task UntilUpAsync(string url)
    {
        using var client = new HttpClient();
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromMinutes(1))
        {
            try
            {
                using var reply = await client.GetAsync(new Uri($"{url}/health"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            }
        }

        throw new TimeoutException("The service does not listen.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
