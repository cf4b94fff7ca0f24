using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>A submit that is answered with 500, 502 or 503: "retry after a short wait" says the provider, and we look twice before.</summary>
public sealed class Row12ServerErrorTests
{
    [Fact]
    public async Task Row12_What_was_not_taken_is_sent_again_after_two_looks_a_minute_apart_and_paid_once()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.ServerError;

        var run = await bench.StartAndDriveAsync(Given.Chain(2));

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        (bench.Provider.Submits, bench.Provider.Bill.Count, run.Segments[0].Attempts.Length, run.Spent).Should().Be((3, 2, 1, 20m));
        var resent = (await bench.Ledger.HistoryAsync(run.Id)).First(line => line.Text.Contains("sent again (1 of 2)"));
        (resent.At - Given.Now).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1)).And.BeLessThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Row12_What_was_taken_all_the_same_is_adopted_and_not_sent_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromSeconds(40);
        bench.Provider.Replies[1] = Reply.TakenWithServerError;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row12_It_is_sent_again_twice_at_most_and_then_a_person_is_asked()
    {
        await using var bench = await RunBench.OpenAsync();
        for (var post = 1; post <= 9; post++)
        {
            bench.Provider.Replies[post] = Reply.ServerError;
        }

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: Given.Cost);
        (run.Parking!.Cause, bench.Provider.Submits).Should().Be((ParkingCause.OutcomeUnknown, 3));
    }

    [Fact]
    public async Task Row12_What_a_person_adopted_for_another_run_is_not_taken_for_missing_and_paid_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.NotTakenAndLost;
        bench.Provider.Replies[2] = Reply.TakenWithServerError;
        var lost = await bench.StartAndDriveAsync(Given.Chain(1, name: "lost"));
        var hidden = await bench.StartAsync(Given.Chain(1, name: "hidden"));
        await bench.Engine.StepAsync(hidden);

        await bench.Engine.AdoptAsync(lost.Id, bench.Provider.Jobs.Single().Id);
        var run = await bench.DriveAsync(hidden);

        run.State.Should().Be(RunState.Parked);
        (bench.Provider.Submits, bench.Provider.Bill.Count).Should().Be((2, 1));
        (run.Reserved + run.Spent).Should().Be(Given.Cost, "its own request is still in doubt");
    }

    [Fact]
    public async Task Row12_A_time_out_is_never_sent_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.NotTakenAndLost;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: Given.Cost);
        bench.Provider.Submits.Should().Be(1);
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(1, 1000)]
    public async Task Row12_Where_the_list_does_not_answer_before_or_afterwards_nothing_is_sent_again(int from, int to)
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.ServerError;
        var calls = 0;
        bench.Provider.ListFailure = () => calls++ is var call && call >= from && call < to ? new(ProviderFailureKind.ServerError, "500") : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: Given.Cost);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row12_Beside_another_open_request_nothing_is_sent_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.ServerError;
        bench.Provider.Replies[2] = Reply.NotTakenAndLost;
        var (first, other) = (await bench.StartAsync(Given.Chain(1)), await bench.StartAsync(Given.Chain(1)));
        await bench.Engine.StepAsync(first);
        await bench.Engine.StepAsync(other);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(first), RunState.Parked, alsoReserved: 2 * Given.Cost);

        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public async Task Row12_A_job_that_is_listed_just_before_it_would_be_sent_again_is_adopted()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.TakenWithServerError;
        bench.Provider.ListLag = TimeSpan.FromSeconds(90);
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        await bench.Engine.LookForAsync(runId, "01-1");
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        (await bench.Engine.LookForAsync(runId, "01-1")).Should().BeTrue();
        (await bench.FindAsync(runId)).Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Deferred, IsInFlight = true, HeldCredits = Given.Cost });
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);

        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row12_What_is_sent_again_and_lost_is_looked_for_from_the_first_mark_on()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromSeconds(100);
        bench.Provider.Replies[1] = Reply.TakenWithServerError;
        bench.Provider.Replies[2] = Reply.TakenButLost;
        var runId = await bench.StartAsync(Given.Chain(1));

        // The provider breaks its word twice: an error for a job that it took, and a list that hides it for longer than both looks.
        var run = await bench.DriveAsync(runId);

        (run.State, run.Parking!.Cause).Should().Be((RunState.Parked, ParkingCause.Ambiguous));
        run.Parking.Candidates.Should().BeEquivalentTo("j001", "j002");
    }

    [Fact]
    public async Task Row12_A_call_that_names_the_job_ends_the_wait_to_send_again()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { WebhookBase = new("https://forge.test/") });
        bench.Provider.ListLag = TimeSpan.FromHours(1);
        bench.Provider.Replies[1] = Reply.TakenWithServerError;
        var runId = await DeferredAsync(bench);

        await bench.Engine.HintAsync(runId, "01-1", "j001");

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row12_A_cancel_while_it_waits_to_be_sent_again_sends_nothing_and_looks_on()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromSeconds(200);
        bench.Provider.Replies[1] = Reply.TakenWithServerError;
        var runId = await DeferredAsync(bench);

        await bench.Engine.CancelAsync(runId);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Cancelled);
        (bench.Provider.Submits, (await bench.FindAsync(runId)).Done).Should().Be((1, 1));
    }

    [Fact]
    public void Row12_What_waits_to_be_sent_again_keeps_its_place()
    {
        var waiting = Given.Run().Intend(0).Then(r => r.OutcomeUnknown("01-1", "500", Given.Now, serverError: true))
            .Then(r => r.NotListed("01-1", TimeSpan.FromMinutes(1), Given.Now));
        waiting.NotListed("01-1", TimeSpan.FromMinutes(1), Given.Now.AddSeconds(59)).Should().BeNull();
        var deferred = waiting.Then(r => r.NotListed("01-1", TimeSpan.FromMinutes(1), Given.Now.AddSeconds(60)));

        var again = deferred.SubmitIntended(0, Given.Intent() with { NewestJobBefore = "younger" }, new AccountTotals(10, 5), 10, Given.Now.AddSeconds(60))!.Run;

        again.Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Intended, ServerErrorResends = 1, NewestJobBefore = "newest", ServerError = false });
        again.Reserved.Should().Be(Given.Cost);
    }

    /// <summary>A run whose first request was answered with an error, was not listed twice, and waits to be sent again.</summary>
    private static async Task<string> DeferredAsync(RunBench bench)
    {
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        await bench.Engine.LookForAsync(runId, "01-1");
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Engine.LookForAsync(runId, "01-1");
        (await bench.FindAsync(runId)).Attempt("01-1").State.Should().Be(AttemptState.Deferred);
        return runId;
    }
}
