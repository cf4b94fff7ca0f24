using ChainForge.Media;
using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Faults;

/// <summary>The disk takes no more: nothing is bought that could not be written down or kept, and everything goes on when there is room.</summary>
public sealed class Row38FullDiskTests
{
    private static readonly IOException Full = new("No space left on device", 28);

    [Fact]
    public async Task Row38_A_full_ledger_stops_submits_and_goes_on_when_there_is_room()
    {
        await using var bench = await FullLedgerBench.OpenAsync();
        await bench.FillAsync();

        await bench.Engine.Awaiting(engine => engine.StepAsync(bench.RunId)).Should().ThrowAsync<LedgerUnwritableException>();
        (await bench.Engine.StepAsync(bench.RunId)).Did.Should().BeNull();

        bench.Provider.Submits.Should().Be(0);
        bench.Ledger.Trouble.Should().Contain("full");
        await bench.EmptyAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        bench.Ledger.Trouble.Should().BeNull();
        await bench.EndsPaidOnceAsync();
    }

    [Fact]
    public async Task Row38_A_run_that_cannot_be_recorded_under_its_key_says_that_the_ledger_is_full()
    {
        await using var bench = await FullLedgerBench.OpenAsync();
        await bench.FillAsync();

        await bench.Ledger.Awaiting(ledger => ledger.StartKeyedAsync("key", "body", bench.Engine.Plan(Given.Chain(1), null))).Should().ThrowAsync<LedgerUnwritableException>();

        bench.Ledger.Trouble.Should().Contain("full");
    }

    [Fact]
    public async Task Row38_An_answer_that_cannot_be_stored_is_kept_until_it_can_and_nothing_else_is_bought_meanwhile()
    {
        await using var bench = await FullLedgerBench.OpenAsync();
        var other = await bench.StartAsync();
        bench.Provider.BeforeReply = async _ =>
        {
            bench.Provider.BeforeReply = _ => Task.CompletedTask;
            await bench.FillAsync();
        };

        var step = bench.Engine.StepAsync(bench.RunId);
        await bench.Kept.WaitAsync(TimeSpan.FromMinutes(1));
        (await bench.Engine.StepAsync(other)).Did.Should().BeNull("another run's answer could not be stored either");
        step.IsCompleted.Should().BeFalse();
        (await bench.Ledger.FindAsync(bench.RunId))!.Attempt("01-1").State.Should().Be(AttemptState.Intended);

        await bench.EmptyAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(30));

        (await step).Run.Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Accepted, JobId = "j001" });
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.EndsPaidOnceAsync();
    }

    [Fact]
    public async Task Row38_At_the_end_of_the_process_an_answer_that_cannot_be_stored_is_looked_for_by_the_next()
    {
        await using var bench = await FullLedgerBench.OpenAsync();
        bench.Provider.BeforeReply = _ => bench.FillAsync();
        using var stop = new CancellationTokenSource();

        var step = bench.Engine.StepAsync(bench.RunId, stop.Token);
        await bench.Kept.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await ((Func<Task>)(() => step)).Should().ThrowAsync<LedgerUnwritableException>();

        bench.Provider.BeforeReply = _ => Task.CompletedTask;
        await bench.EmptyAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.EndsPaidOnceAsync();
    }

    [Fact]
    public async Task Row38_Nothing_is_bought_while_the_output_disk_is_nearly_full()
    {
        long free = 100 << 20;
        await using var bench = await RunBench.OpenAsync(options => options with { FreeBytes = () => free });
        var runId = await bench.StartAsync();

        for (var sweep = 0; sweep < 3; sweep++)
        {
            (await bench.Engine.StepAsync(runId)).Did.Should().BeNull();
        }

        bench.Provider.Submits.Should().Be(0);
        (await bench.FindAsync(runId)).HeldBackReason.Should().Contain("200 MB").And.Contain("output");
        (await bench.Ledger.HistoryAsync(runId)).Count(line => line.Text.Contains("is not submitted")).Should().Be(1, "it is said once");
        free = 1L << 30;
        var run = await bench.DriveAsync(runId);
        await Oracle.EndsAsync(bench, run, RunState.Completed);
        run.HeldBackReason.Should().BeNull();
    }

    [Fact]
    public async Task Row38_A_clip_that_cannot_be_written_is_fetched_again_and_its_tries_at_the_provider_are_not_used_up()
    {
        await using var bench = await RunBench.OpenAsync();
        var failures = 0;
        bench.Provider.DownloadFailure = uri => uri == ScriptedProvider.VideoOf("j001") && failures++ < 10 ? throw Full : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        failures.Should().Be(11);
        (run.Attempt("01-1").DiskFailures, run.Attempt("01-1").DownloadFailures).Should().Be((0, 0));
    }

    [Fact]
    public async Task Row38_A_disk_that_stays_full_parks_naming_it_and_retry_pays_nothing_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.DownloadFailure = _ => throw Full;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        await Oracle.EndsAsync(bench, run, RunState.Parked);
        (run.Parking!.Cause, run.Parking.Answers[0]).Should().Be((ParkingCause.Disk, "retry"));
        run.Parking.Message.Should().Contain("No space left on device").And.Contain("j001");

        bench.Provider.DownloadFailure = _ => null;
        await bench.Engine.RetryAsync(run.Id);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row38_A_hand_over_that_cannot_be_written_holds_the_run_back_and_does_not_fail_it()
    {
        await using var bench = await RunBench.OpenAsync();
        var failures = 0;
        bench.Provider.DownloadFailure = uri => uri == ScriptedProvider.LastFrameOf("j001") && failures++ < 3 ? throw Full : null;

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(Given.Chain(2)), RunState.Completed);

        failures.Should().Be(4);
    }

    [Fact]
    public async Task Row38_A_last_frame_that_ffmpeg_cannot_write_leaves_the_clip_where_it_is()
    {
        await using var bench = await RunBench.OpenAsync();
        var failures = 0;
        bench.Media.BeforeInspect = () =>
        {
            if (failures++ < 3)
            {
                throw new MediaException("FFmpeg said: No space left on device") { IsDiskFull = true };
            }
        };

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(Given.Chain(1)), RunState.Completed);

        bench.Provider.Calls.Count(call => call == "video j001").Should().Be(1, "it is here already");
    }

    /// <summary>A run over a ledger whose file may not grow.</summary>
    private sealed class FullLedgerBench : IAsyncDisposable, ILoggerFactory, ILogger
    {
        private readonly TempFolder _folder = new();
        private SqliteLedgerStore _store = null!;

        public KeepersClock Time { get; } = new();

        public RunLedger Ledger { get; private set; } = null!;

        public RunEngine Engine { get; private set; } = null!;

        public ScriptedProvider Provider { get; private set; } = null!;

        public string RunId { get; private set; } = "";

        /// <summary>Ends when an answer is kept and waits to be stored again.</summary>
        public Task Kept => Time.Waiting;

        public static async Task<FullLedgerBench> OpenAsync()
        {
            var bench = new FullLedgerBench();
            bench._store = await SqliteLedgerStore.OpenAsync(bench._folder.Of("data"), bench.Time, 5, CancellationToken.None);
            bench.Ledger = new RunLedger(bench._store, bench.Time);
            bench.Provider = new ScriptedProvider(bench.Time);
            bench.Engine = new RunEngine(bench.Ledger, bench.Provider, new ScriptedMedia(), new EngineOptions { OutputFolder = bench._folder.Of("output") }, "me", bench.Time, bench);
            bench.RunId = await bench.StartAsync();
            return bench;
        }

        public async Task<string> StartAsync()
        {
            var start = Engine.Plan(Given.Chain(1), null);
            await Ledger.AddAsync(start);
            return start.Run.Id;
        }

        /// <summary>Until not even the smallest line of history fits.</summary>
        public async Task FillAsync()
        {
            await _store.WriteAsync(connection => connection.ExecuteAsync("PRAGMA max_page_count = 1"), CancellationToken.None);
            var number = 0;
            foreach (var size in new[] { 3000, 300, 30, 1, 1 })
            {
                try
                {
                    while (number < 10_000)
                    {
                        var (version, text) = (number++, new string('x', size));
                        await _store.WriteAsync(
                            connection => connection.ExecuteAsync("INSERT INTO events (run_id, version, at, text) VALUES ('~filler', @version, 0, @text)", ("version", version), ("text", text)),
                            CancellationToken.None);
                    }
                }
                catch (LedgerUnwritableException)
                {
                    // Full for this size.
                }
            }
        }

        public Task<int> EmptyAsync() => _store.WriteAsync(connection => connection.ExecuteAsync("PRAGMA max_page_count = 1000000"), CancellationToken.None);

        public async Task EndsPaidOnceAsync()
        {
            var run = await new RunDriver(Engine, Time).DriveAsync(RunId);
            run.State.Should().Be(RunState.Completed, run.Parking?.Message ?? run.Reason ?? "");
            (Provider.Submits, Provider.Bill.Count, run.Spent, run.Reserved).Should().Be((1, 1, Given.Cost, 0m));
        }

        public async ValueTask DisposeAsync()
        {
            await Ledger.DisposeAsync();
            _folder.Dispose();
        }

        public void Dispose()
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical)
            {
                formatter(state, exception).Should().Contain("j001");
                Time.Expect();
            }
        }
    }

    /// <summary>A clock that tells when the wait it was told to expect has begun: time that passes before ends no wait.</summary>
    private sealed class KeepersClock() : FakeTimeProvider(Given.Now)
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _expected;

        public Task Waiting => _waiting.Task;

        public void Expect() => _expected = true;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (_expected)
            {
                _waiting.TrySetResult();
            }

            return timer;
        }
    }
}
