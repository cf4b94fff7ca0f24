using System.Net.Http.Json;
using System.Text.Json;
using PictorySimulator;

namespace ChainForge.IntegrationTests.Program;

/// <summary>A small studio: a folder of its own, a simulator to pay, and the program.</summary>
internal sealed class Studio : IAsyncDisposable
{
    public const string Key = "pictai_canary_4f2a9c";

    private static readonly string[] Serve = ["serve", "--urls", "http://127.0.0.1:0"];

    private readonly List<ChainForgeProcess> _processes = [];
    private readonly Dictionary<string, string> _environment;

    private Studio(SimulatorHost simulator)
    {
        Simulator = simulator;
        Folder = Directory.CreateTempSubdirectory("chainforge-studio-").FullName;
        _environment = new()
        {
            ["PICTORY_API_KEY"] = Key,
            ["ChainForge__Pictory__BaseUrl"] = simulator.BaseUrl.ToString(),
            ["ChainForge__Polling__Interval"] = "00:00:00.2",
        };
    }

    public SimulatorHost Simulator { get; }

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Everything that its programs have printed.</summary>
    public string Printed
    {
        get
        {
            lock (_processes)
            {
                return string.Concat(_processes.Select(process => process.Output + process.Error));
            }
        }
    }

    public string Pipelines => Path.Combine(Folder, "pipelines");

    public static async Task<Studio> OpenAsync(SimulatorSettings? settings = null) =>
        new(await SimulatorHost.StartAsync((settings ?? new()) with { Generation = settings?.Generation ?? Quick.Generation, Scale = 0.25, DurationFactor = 0.1, Fast = true }));

    /// <summary>Sets a key of the configuration for every program started from now on.</summary>
    public Studio With(string key, string value)
    {
        _environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return this;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Puts a file where the program watches, as a person would: written elsewhere, then moved in.</summary>
    public string Drop(string name, string text)
    {
        Directory.CreateDirectory(Pipelines);
        var path = Path.Combine(Pipelines, name);
        File.Move(Write($"{Path.GetRandomFileName()}.draft", text), path, overwrite: true);
        return path;
    }

    public ChainForgeProcess Start(params string[] arguments) => Start("chainforge.dll", [], arguments);

    /// <summary>Starts the same command line with crash points: it is struck at one of them.</summary>
    /// <param name="at">Which one: a name, <c>name#n</c>, or the n-th of all; empty: none.</param>
    /// <param name="how"><c>kill</c>, <c>stop</c> or <c>ask</c>.</param>
    /// <param name="arguments">The command.</param>
    public ChainForgeProcess StartStruck(string at, string how, params string[] arguments) =>
        Start("ChainForge.CrashPoints.dll", new() { ["CRASH_AT"] = at, ["CRASH_DO"] = how }, arguments);

    private ChainForgeProcess Start(string program, Dictionary<string, string> more, string[] arguments)
    {
        var process = ChainForgeProcess.Start(Folder, _environment.Concat(more).ToDictionary(), program, arguments);
        lock (_processes)
        {
            _processes.Add(process);
        }

        return process;
    }

    /// <summary>Starts a command and waits for its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var process = Start(arguments);
        var exitCode = await process.ExitsAsync();
        return (exitCode, process.Output, process.Error);
    }

    /// <summary>The runs as <c>runs --json</c> tells them.</summary>
    public async Task<IReadOnlyList<JsonElement>> RunsAsync()
    {
        var (exitCode, output, error) = await RunAsync("runs", "--json");
        exitCode.Should().Be(0, error);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }

    /// <summary>Starts the service and waits until it listens.</summary>
    public Task<(ChainForgeProcess Process, Uri Address)> ServeAsync() => ListensAsync(Start(Serve));

    /// <summary>The same with crash points, see <see cref="StartStruck"/>.</summary>
    public Task<(ChainForgeProcess Process, Uri Address)> ServeStruckAsync(string at = "", string how = "kill") => ListensAsync(StartStruck(at, how, Serve));

    private static async Task<(ChainForgeProcess Process, Uri Address)> ListensAsync(ChainForgeProcess process)
    {
        await process.SeesAsync("Dashboard: ");
        var line = process.Output.Split('\n').First(text => text.StartsWith("Dashboard: ", StringComparison.Ordinal));
        return (process, new Uri(line["Dashboard: ".Length..].Trim()));
    }

    /// <summary>Asks the service until its runs are as wanted.</summary>
    public static async Task<List<JsonElement>> UntilAsync(Uri service, Func<List<JsonElement>, bool> wanted)
    {
        using var client = new HttpClient();
        using var deadline = new CancellationTokenSource(Deadlines.Long);
        while (true)
        {
            var runs = (await client.GetFromJsonAsync<List<JsonElement>>(new Uri(service, "/api/runs"), deadline.Token))!;
            if (wanted(runs))
            {
                return runs;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, deadline.Token);
        }
    }

    public string Video(string chain) => Path.Combine(Folder, "output", $"{chain}.mp4");

    public async ValueTask DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        await Simulator.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
