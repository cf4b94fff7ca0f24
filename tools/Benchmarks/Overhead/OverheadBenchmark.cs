using ChainForge.Benchmarks.Figures;
using PictorySimulator;

namespace ChainForge.Benchmarks.Overhead;

/// <summary>What a chain takes beyond the generations themselves, beside the script that one would write instead.</summary>
internal static class OverheadBenchmark
{
    private static readonly TimeSpan Generation = TimeSpan.FromSeconds(10);

    // Long enough for a start-up or a stitch, so that they disturb each other little.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(7);

    public static async Task RunAsync(Arguments arguments)
    {
        IContender[] contenders =
        [
            new RunContender(TimeSpan.FromSeconds(15)),
            new NaiveScript(TimeSpan.FromSeconds(15)),
            new RunContender(TimeSpan.FromSeconds(10)),
            new NaiveScript(TimeSpan.FromSeconds(10)),
            new ServeContender(TimeSpan.FromSeconds(15)),
            new RunContender(TimeSpan.FromSeconds(0.5)),
            new NaiveScript(TimeSpan.FromSeconds(0.5)),
        ];
        await FillCacheAsync();

        // All side by side, a little apart: they mostly wait, and whatever else the machine does meets all of them.
        var starts = Enumerable.Repeat(contenders, arguments.Number("repeat", 3)).SelectMany(round => round).ToArray();
        var timelines = await Task.WhenAll(starts.Select((contender, place) => MakeAsync(contender, Apart * place)));
        var results = starts.Zip(timelines).ToLookup(made => made.First.Name, made => made.Second.Overhead(Generation));
        Print(contenders, results);
    }

    private static async Task<Timeline> MakeAsync(IContender contender, TimeSpan wait)
    {
        await Task.Delay(wait, TimeProvider.System, CancellationToken.None);
        using var scratch = new Scratch();
        await using var simulator = await SimulatorHost.StartAsync(Settings(Generation));
        return await contender.MakeAsync(simulator.BaseUrl, scratch.Folder);
    }

    // Nobody shall wait for a picture that is painted: later every clip is there when its ten seconds are over.
    private static async Task FillCacheAsync()
    {
        using var scratch = new Scratch();
        await using var simulator = await SimulatorHost.StartAsync(Settings(TimeSpan.FromMilliseconds(10)));
        await new NaiveScript(TimeSpan.FromSeconds(0.1)).MakeAsync(simulator.BaseUrl, scratch.Folder);
    }

    private static SimulatorSettings Settings(TimeSpan generation) => new() { Generation = generation, Scale = 0.25 };

    private static void Print(IContender[] contenders, ILookup<string, IReadOnlyList<(string Part, double Seconds)>> results)
    {
        var parts = results[contenders[0].Name].First().Select(part => part.Part).ToArray();
        var table = new Table(["side", .. parts]);
        foreach (var contender in contenders)
        {
            table.Add([contender.Name, .. parts.Select((_, part) => Spread.Of(results[contender.Name].Select(round => round[part].Seconds)).Show())]);
        }

        table.Print($"overhead: seconds beyond {SampleChains.Segments} x {Generation.TotalSeconds:0} s of generation; clips of {SampleChains.Seconds} s, 320x180; median (least-most)");
    }
}
