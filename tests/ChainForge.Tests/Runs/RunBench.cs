using ChainForge.Chains;
using ChainForge.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Runs;

/// <summary>An engine over a real embedded ledger in a temporary folder, with a scripted provider and a clock that the test owns.</summary>
internal sealed class RunBench : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly TimeProvider _clock;

    private RunBench(TempFolder folder, FakeTimeProvider time, TimeProvider clock, RunLedger ledger, EngineOptions options)
    {
        _folder = folder;
        _clock = clock;
        Time = time;
        Ledger = ledger;
        Options = options;
        Provider = new ScriptedProvider(time);
        Engine = NewEngine("first");
    }

    public FakeTimeProvider Time { get; }

    public RunLedger Ledger { get; }

    public EngineOptions Options { get; }

    public ScriptedProvider Provider { get; }

    public ScriptedMedia Media { get; } = new();

    public RunEngine Engine { get; }

    /// <param name="configure">Changes the options.</param>
    /// <param name="postgreSql">The connection string of an empty database, to lie there instead.</param>
    /// <param name="clock">The clock of engine and ledger, made from the one that the test advances; by default that one itself.</param>
    public static async Task<RunBench> OpenAsync(
        Func<EngineOptions, EngineOptions>? configure = null, string? postgreSql = null, Func<FakeTimeProvider, TimeProvider>? clock = null)
    {
        var folder = new TempFolder();
        var time = new FakeTimeProvider(Given.Now);
        var theirs = clock?.Invoke(time) ?? time;
        var options = new EngineOptions { OutputFolder = folder.Of("output") };
        var ledger = postgreSql is null ? await RunLedger.OpenEmbeddedAsync(folder.Of("data"), theirs) : await RunLedger.OpenPostgreSqlAsync(postgreSql, theirs);
        return new RunBench(folder, time, theirs, ledger, configure?.Invoke(options) ?? options);
    }

    public string FileOf(string name) => _folder.Of(name);

    public RunEngine NewEngine(string owner) => new(Ledger, Provider, Media, Options, owner, _clock, NullLoggerFactory.Instance);

    public async Task<string> StartAsync(ChainDefinition? chain = null)
    {
        var start = Engine.Plan(chain ?? Given.Chain(), sourceFile: null);
        await Ledger.AddAsync(start);
        return start.Run.Id;
    }

    public async Task<Run> StartAndDriveAsync(ChainDefinition? chain = null) => await DriveAsync(await StartAsync(chain));

    public Task<Run> DriveAsync(string runId, RunEngine? engine = null) => new RunDriver(engine ?? Engine, Time).DriveAsync(runId);

    public async Task<Run> FindAsync(string runId) => (await Ledger.FindAsync(runId))!;

    public RunFolder FolderOf(Run run) => new(Options.OutputFolder, run);

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        _folder.Dispose();
    }
}
