using System.Net.Http.Json;
using System.Text.Json;
using PictorySimulator;

namespace ChainForge.IntegrationTests.Program;

/// <summary>A small studio: a folder of its own, a simulator to pay, and the program.</summary>
internal sealed class Studio : IAsyncDisposable
{
    public const string Key = "pictai_canary_4f2a9c";

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

    public ChainForgeProcess Start(params string[] arguments)
    {
        var process = ChainForgeProcess.Start(Folder, _environment, arguments);
        _processes.Add(process);
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
    public async Task<(ChainForgeProcess Process, Uri Address)> ServeAsync()
    {
        var process = Start("serve", "--urls", "http://127.0.0.1:0");
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
