using ChainForge.Chains;
using ChainForge.IntegrationTests.Program;
using ChainForge.Media;
using ChainForge.Providers.Pictory;
using ChainForge.Providers.Pictory.Transfers;
using ChainForge.Runs;
using ChainForge.Tests.Providers.Pictory.Support;
using ChainForge.Tests.Runs;
using Microsoft.Extensions.Time.Testing;
using PictorySimulator;
using PictorySimulator.Admin;
using PictorySimulator.Faults;
using TempFolder = ChainForge.Tests.Runs.TempFolder;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>The real provider over real HTTP, the real engine and a real embedded ledger against a simulator that keeps the bill, with a clock that the test owns.</summary>
internal sealed class LoopbackBench : IAsyncDisposable
{
    /// <summary>The account's key, which may be seen by the API and by nobody and nothing else.</summary>
    public const string Key = "pictai_canary-loopback-7d1e5b";

    /// <summary>What a segment of 5 s costs.</summary>
    public const decimal Cost = 8;

    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder;
    private readonly IClipMedia _media;
    private readonly PictoryProvider _provider;

    private LoopbackBench(TempFolder folder, SimulatorHost simulator, FakeTimeProvider time, RunLedger ledger, LoopbackSetup setup)
    {
        (_folder, Simulator, Time, Ledger) = (folder, simulator, time, ledger);
        var options = new PictoryOptions
        {
            ApiKey = Key,
            BaseUrl = setup.BaseUrl ?? simulator.BaseUrl,
            RequestsPerMinute = 600_000,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            QueryTimeout = TimeSpan.FromSeconds(60),
        };
        var clock = new HurriedClock(time);
        var pictory = setup.Pictory(options);
        _provider = setup.Connect is { } connect ? PictoryProvider.Create(pictory, clock, Log, connect) : PictoryProvider.Create(pictory, clock, Log);
        _media = setup.Media?.Invoke(folder.Root) ?? (IClipMedia)(setup.RealMedia ? new ClipMedia(new FFmpegLocator(null).Find(), TimeProvider.System) : new PlainMedia());
        Options = setup.Engine(new EngineOptions { OutputFolder = folder.Of("output") });
        Engine = NewEngine("first");
    }

    public SimulatorHost Simulator { get; }

    public FakeTimeProvider Time { get; }

    public RunLedger Ledger { get; }

    public EngineOptions Options { get; }

    public LogLines Log { get; } = new();

    public RunEngine Engine { get; }

    public string Folder => _folder.Root;

    /// <summary>What was taken from the client under test: what has to be paid.</summary>
    public IReadOnlyList<BillEntry> Bill => [.. Simulator.State.Bill.Jobs.Where(job => !job.ByHand)];

    /// <summary>The paid requests that arrived, whatever became of them.</summary>
    public IReadOnlyList<SeenRequest> Posts => [.. Simulator.State.Requests.Where(request => request.Method == "POST" && request.Path.EndsWith("/v1/aistudio/videos", StringComparison.Ordinal))];

    public static async Task<LoopbackBench> OpenAsync(LoopbackSetup? setup = null)
    {
        setup ??= new();
        var time = new FakeTimeProvider(Start);
        var settings = new SimulatorSettings { Scale = 0.25, DurationFactor = 0.1, Fast = true, Generation = TimeSpan.FromSeconds(20) };
        var folder = new TempFolder();
        var simulator = await SimulatorHost.StartAsync(setup.Simulator(settings), time);
        setup.Started(simulator);
        return new LoopbackBench(folder, simulator, time, await RunLedger.OpenEmbeddedAsync(folder.Of("data"), time), setup);
    }

    /// <summary>A chain of 5 s segments with prompts of their own, so that the bill says what a job was for.</summary>
    public static ChainDefinition Chain(int segments = 1, string name = "harbour", Handover handover = Handover.LastFrame) => new()
    {
        Name = name,
        Model = "pixverse5.5",
        AspectRatio = "16:9",
        Segments =
        [
            .. Enumerable.Range(1, segments).Select(number => new SegmentDefinition
            {
                Id = $"{number:00}",
                Prompt = $"{name}, a lighthouse above a calm sea, scene {number}",
                Seconds = 5,
                Handover = handover,
            }),
        ],
    };

    public RunEngine NewEngine(string owner) => new(Ledger, _provider, _media, Options, owner, Time, Log);

    public void Fault(FaultTarget on, Fault fault, int times = 1, FaultMatch? match = null) => Simulator.State.Faults.Add(on, fault, times, match);

    /// <summary>Lets so much time pass whenever a fault of that kind strikes: the request has arrived, and nothing will come back.</summary>
    public void LetTimePassAtEach(FaultTarget on, TimeSpan time) => Simulator.State.Faults.Struck += rule =>
    {
        if (rule.On == on)
        {
            Time.Advance(time);
        }
    };

    public async Task<string> StartAsync(ChainDefinition? chain = null)
    {
        var start = Engine.Plan(chain ?? Chain(), sourceFile: null);
        await Ledger.AddAsync(start);
        return start.Run.Id;
    }

    public async Task<Run> StartAndDriveAsync(ChainDefinition? chain = null) => await DriveAsync(await StartAsync(chain));

    public Task<Run> DriveAsync(string runId, RunEngine? engine = null) =>
        new RunDriver(engine ?? Engine, Time, Simulator.State.WhenSettledAsync).DriveAsync(runId).WaitAsync(Deadlines.Long, TimeProvider.System);

    public async Task<Run> FindAsync(string runId) => (await Ledger.FindAsync(runId))!;

    public async Task<IReadOnlyList<string>> HistoryAsync(string runId) => [.. (await Ledger.HistoryAsync(runId)).Select(line => line.Text)];

    public async ValueTask DisposeAsync()
    {
        _provider.Dispose();
        await Ledger.DisposeAsync();
        await Simulator.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What a bench is to be like; all of it as usual when unset.</summary>
internal sealed record LoopbackSetup
{
    public Func<SimulatorSettings, SimulatorSettings> Simulator { get; init; } = settings => settings;

    public Func<PictoryOptions, PictoryOptions> Pictory { get; init; } = options => options;

    public Func<EngineOptions, EngineOptions> Engine { get; init; } = options => options;

    /// <summary>Gets the running simulator before anything asks it.</summary>
    public Action<SimulatorHost> Started { get; init; } = _ => { };

    /// <summary>Where the provider believes the API to be. Unset: the simulator.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>How media hosts are looked up and connected to. Unset: as in the program.</summary>
    public SafeConnect? Connect { get; init; }

    /// <summary>Makes what is done with clips, for the bench's folder. Unset: see <see cref="RealMedia"/>.</summary>
    public Func<string, IClipMedia>? Media { get; init; }

    /// <summary>Whether FFmpeg looks at the clips.</summary>
    public bool RealMedia { get; init; }
}
