using System.Data.Common;
using ChainForge.Providers;
using ChainForge.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Runs.Engine;

public sealed class SubmitOutcomeTests
{
    [Fact]
    public async Task A_refusal_fails_the_run_with_the_providers_words_and_is_not_sent_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[2] = Reply.Refuse;

        var run = await bench.StartAndDriveAsync();

        (run.State, run.Spent, run.Reserved, run.Done, bench.Provider.Submits).Should().Be((RunState.Failed, 10m, 0m, 1, 2));
        run.Reason.Should().Contain("the prompt is not allowed (CONTENT)");
    }

    [Fact]
    public async Task Too_many_requests_sends_the_same_attempt_again_after_the_named_time()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.Busy(7);
        var runId = await bench.StartAsync(Given.Chain(1));

        var result = await bench.Engine.StepAsync(runId);
        result.Next.Should().Equal(new Step.Wait(Given.Now.AddSeconds(7)));
        bench.Time.Advance(TimeSpan.FromSeconds(6.9));
        (await bench.Engine.StepAsync(runId)).Did.Should().BeNull();
        bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        result = await bench.Engine.StepAsync(runId);

        result.Run.Segments[0].Attempts.Should().ContainSingle().Which.State.Should().Be(AttemptState.Accepted);
        (result.Run.Reserved, bench.Provider.Submits, bench.Provider.Bill.Count).Should().Be((10m, 2, 1));
    }

    [Fact]
    public async Task Without_a_network_it_is_tried_again_and_paid_once()
    {
        await using var bench = await RunBench.OpenAsync();
        for (var call = 1; call <= 8; call++)
        {
            bench.Provider.Replies[call] = Reply.Unreachable;
        }

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        (run.State, run.Spent, bench.Provider.Bill.Count, run.Segments[0].Attempts.Length).Should().Be((RunState.Completed, 10m, 1, 1));
    }

    [Fact]
    public async Task A_sender_that_woke_up_too_late_does_not_send()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { SendWithin = TimeSpan.Zero });
        var runId = await bench.StartAsync(Given.Chain(1));

        var result = await bench.Engine.StepAsync(runId);

        bench.Provider.Submits.Should().Be(0);
        result.Run.Attempt("01-1").State.Should().Be(AttemptState.Deferred, "it is certain that nothing was sent");
    }

    [Fact]
    public async Task An_answer_that_comes_after_another_server_gave_the_sender_up_is_still_taken()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Provider.BeforeReply = async _ =>
        {
            bench.Time.Advance(TimeSpan.FromMinutes(2));
            (await bench.NewEngine("second").StepAsync(runId)).Run.Attempt("01-1").State.Should().Be(AttemptState.Unknown);
        };

        var result = await bench.Engine.StepAsync(runId);

        result.Run.Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Accepted, JobId = "j001" });
        (await bench.DriveAsync(runId)).State.Should().Be(RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task A_ledger_that_fails_after_the_answer_loses_no_job()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Provider.BeforeReply = _ => throw new LedgerException("disk full");
        await bench.Engine.Awaiting(e => e.StepAsync(runId)).Should().ThrowAsync<LedgerException>();
        bench.Provider.BeforeReply = _ => Task.CompletedTask;

        var run = await bench.DriveAsync(runId);

        (run.State, run.Spent, bench.Provider.Submits).Should().Be((RunState.Completed, 10m, 1));
    }

    [Fact]
    public async Task Eight_steps_at_once_are_one_submit()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { MaxJobsInFlight = 1000 });
        var engines = Enumerable.Range(0, 4).Select(i => bench.NewEngine($"server {i}")).ToList();
        for (var round = 1; round <= 100; round++)
        {
            var runId = await bench.StartAsync(Given.Chain(1));

            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => engines[i % 4].StepAsync(runId))));

            bench.Provider.Submits.Should().Be(round);
            (await bench.FindAsync(runId)).Segments[0].Attempts.Should().ContainSingle().Which.State.Should().Be(AttemptState.Accepted);
        }
    }

    [Fact]
    public async Task A_failed_generation_keeps_what_is_there_and_retry_makes_only_what_is_missing()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = job => job.Id == "j002"
            ? new JobAnswer.Failed(new ProviderFailure(ProviderFailureKind.InvalidRequest, "too dark", "POLICY"), 0)
            : null;
        var run = await bench.StartAndDriveAsync();
        (run.State, run.Spent, run.Done).Should().Be((RunState.Failed, 10m, 1));
        run.Reason.Should().Contain("too dark (POLICY)");

        await bench.Engine.RetryAsync(run.Id);
        run = await bench.DriveAsync(run.Id);

        (run.State, run.Spent, bench.Provider.Submits).Should().Be((RunState.Completed, 30m, 4));
        bench.Provider.Bill[2].Request.FirstFrame.Should().Be(ScriptedProvider.LastFrameOf("j001"));
    }

    [Fact]
    public async Task The_budget_parks_before_it_is_exceeded_and_a_higher_cap_goes_on()
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await bench.StartAndDriveAsync(Given.Chain(3, maxCredits: 29.999m));
        (run.State, run.Parking!.Cause, run.Spent, bench.Provider.Submits).Should().Be((RunState.Parked, ParkingCause.Budget, 20m, 2));

        await bench.Engine.RetryAsync(run.Id, maxCredits: 30);
        run = await bench.DriveAsync(run.Id);

        (run.State, run.Spent, bench.Provider.Submits).Should().Be((RunState.Completed, 30m, 3));
    }

    [Fact]
    public async Task Fifty_runs_at_once_never_hold_more_places_than_there_are_and_go_in_the_order_they_came()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { MaxJobsInFlight = 7 });
        var runs = new List<string>();
        for (var number = 0; number < 50; number++)
        {
            runs.Add(await bench.StartAsync(Given.Chain(1, name: $"chain-{number}")));
        }

        await Task.WhenAll(runs.Select(runId => Task.Run(() => bench.Engine.StepAsync(runId))));
        bench.Provider.Submits.Should().Be(7);
        var waiting = await bench.Ledger.WaitingAsync(100);
        waiting.Should().HaveCount(43);

        // The places become free one by one; whoever calls first, the one that came first gets it.
        foreach (var first in waiting.Take(5).ToList())
        {
            bench.Time.Advance(TimeSpan.FromMinutes(1));
            var held = (await bench.Ledger.InFlightAsync()).First();
            await bench.Engine.AskAsync(WatchedJob.Of(await bench.FindAsync(held.RunId), held.Attempt.Id)!);
            foreach (var runId in Enumerable.Reverse(waiting))
            {
                await bench.Engine.StepAsync(runId);
            }

            (await bench.FindAsync(first)).InFlight.Should().Be(1);
            (await bench.Ledger.InFlightAsync()).Should().HaveCount(7);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_cancelled_while_its_request_waits_for_its_turn_sends_nothing(bool twice)
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Provider.BeforeSend = async () =>
        {
            await bench.Engine.CancelAsync(runId);
            if (twice)
            {
                await bench.Engine.RetryAsync(runId);
                await bench.Engine.CancelAsync(runId);
            }
        };

        await bench.Engine.StepAsync(runId);

        var run = await bench.DriveAsync(runId);
        (run.State, run.Reserved, bench.Provider.Submits, bench.Provider.Bill.Count).Should().Be((RunState.Cancelled, 0m, 0, 0));
    }

    // Was: with a commit whose answer was lost, what one server had been told was written over what another was just sending.
    [Fact]
    public async Task What_a_server_stores_twice_does_not_touch_what_another_has_sent_since()
    {
        var time = new FakeTimeProvider(Given.Now);
        using var folder = new TempFolder();
        await using var store = await MemoryStore.OpenAsync();
        var forgetful = new ForgetfulStore(store);
        var provider = new ScriptedProvider(time);
        RunEngine Engine(ILedgerStore over, string owner) => new(
            new RunLedger(over, time), provider, new ScriptedMedia(), new EngineOptions { OutputFolder = folder.Of("output") }, owner, time, NullLoggerFactory.Instance);
        var (first, second) = (Engine(forgetful, "first"), Engine(store, "second"));
        var ledger = new RunLedger(store, time);
        var start = first.Plan(Given.Chain(1), null);
        await ledger.AddAsync(start);
        provider.Replies[1] = new Reply(false, _ =>
        {
            forgetful.LosesNextAnswer = true;
            return Reply.Busy(1).Outcome("none");
        });
        var storing = first.StepAsync(start.Run.Id);
        time.Advance(TimeSpan.FromSeconds(1));
        provider.BeforeReply = async _ =>
        {
            provider.BeforeReply = _ => Task.CompletedTask;
            time.Advance(TimeSpan.FromSeconds(5));
            await storing;
        };

        var run = (await second.StepAsync(start.Run.Id)).Run;

        run.Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Accepted, JobId = "j001", Owner = "second" });
        run = await new RunDriver(second, time).DriveAsync(run.Id);
        (run.State, run.Spent, run.Reserved, provider.Bill.Count).Should().Be((RunState.Completed, 10m, 0m, 1));
    }

    /// <summary>A store that commits, and whose answer is lost on the way.</summary>
    private sealed class ForgetfulStore(ILedgerStore inner) : ILedgerStore
    {
        public bool LosesNextAnswer { get; set; }

        public string SkipLocked => inner.SkipLocked;

        public async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
        {
            var result = await inner.WriteAsync(work, cancellationToken);
            if (!LosesNextAnswer)
            {
                return result;
            }

            LosesNextAnswer = false;
            throw new LedgerUnwritableException("the connection broke", new IOException());
        }

        public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => inner.ReadAsync(work, cancellationToken);

        public Task LockTotalsAsync(DbConnection connection) => inner.LockTotalsAsync(connection);

        public Task CountIntentAsync(DbConnection connection) => inner.CountIntentAsync(connection);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
