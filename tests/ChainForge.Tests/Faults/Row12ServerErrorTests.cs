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
        bench.Provider.Bill.Sum(job => job.Credits).Should().Be(2 * Given.Cost);
    }

    // Was: of two jobs of one request the ledger counted one.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Row12_Where_both_were_taken_both_are_counted_whatever_a_person_says(bool adopts)
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromSeconds(100);
        bench.Provider.Replies[1] = Reply.TakenWithServerError;
        bench.Provider.Replies[2] = Reply.TakenButLost;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await (adopts ? bench.Engine.AdoptAsync(run.Id, "j002") : bench.Engine.ResubmitAsync(run.Id));

        run = await bench.DriveAsync(run.Id);
        (run.State, run.Spent + run.Reserved).Should().Be((RunState.Completed, bench.Provider.Bill.Sum(job => job.Credits)));
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

    // Was: found by the random worlds. A person gave its job to another run, so that the list seemed to say that it was not taken; it was paid twice.
    [Fact]
    public async Task Row12_What_a_person_gave_to_another_run_is_no_proof_that_it_was_not_taken()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromSeconds(15);
        bench.Provider.Replies[1] = Reply.NotTakenAndLost;
        bench.Provider.Replies[2] = Reply.TakenWithServerError;
        var (lost, taken) = (await bench.StartAsync(Given.Chain(1)), await bench.StartAsync(Given.Chain(1)));
        await bench.Engine.StepAsync(lost);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.Engine.StepAsync(taken);
        (await bench.DriveAsync(lost)).Parking!.Candidates.Should().Equal("j001");
        await bench.Engine.AdoptAsync(lost, "j001");

        var run = await bench.DriveAsync(taken);

        (await bench.DriveAsync(lost)).State.Should().Be(RunState.Completed);
        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: Given.Cost);
        (run.Parking!.Cause, bench.Provider.Submits, bench.Provider.Bill.Count).Should().Be((ParkingCause.OutcomeUnknown, 2, 1));
        run.Parking.Message.Should().Contain("without proof: j001");
        (await bench.Engine.ResubmitAsync(taken)).Reserved.Should().Be(Given.Cost, "it may be its own all the same");
    }

    // Was: the refusal of the second request released what the first had reserved, and nobody looked for it.
    [Fact]
    public async Task Row12_A_refusal_of_what_is_sent_again_does_not_forget_what_was_sent_before()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromSeconds(200);
        bench.Provider.Replies[1] = Reply.TakenWithServerError;
        bench.Provider.Replies[2] = Reply.Refuse;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Failed);
        (run.Attempt("01-1").JobId, run.Spent, run.Done, bench.Provider.Submits).Should().Be(("j001", 10m, 1, 2));
        run.Reason.Should().Contain("the prompt is not allowed (CONTENT)").And.Contain("stay reserved");
        await bench.Engine.RetryAsync(run.Id);
        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public async Task Row12_After_such_a_refusal_only_resubmit_pays_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.ServerError;
        bench.Provider.Replies[2] = Reply.Refuse;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        (run.State, run.Reserved, run.InFlight).Should().Be((RunState.Failed, Given.Cost, 0));

        await bench.Engine.RetryAsync(run.Id);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Parked, alsoReserved: Given.Cost);
        bench.Provider.Submits.Should().Be(2);
    }

    // Was: an entry without an id that can be read counted as "not there", so that a job that was taken was sent again twice.
    [Fact]
    public async Task Row12_A_list_with_entries_that_cannot_be_read_does_not_say_that_anything_is_missing()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = bench.Provider.Replies[2] = Reply.TakenWithServerError;
        bench.Provider.Unreadable = _ => true;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Parked, lost: 1);
        bench.Provider.Submits.Should().Be(1);
        (await bench.Engine.AbandonAsync(run.Id)).Reserved.Should().Be(Given.Cost, "nobody could look for it");
    }

    [Fact]
    public async Task Row12_What_cannot_be_read_and_is_older_than_the_request_is_no_obstacle()
    {
        await using var bench = await RunBench.OpenAsync();
        var old = bench.Provider.MakeByHand();
        bench.Provider.MakeByHand();
        bench.Provider.Unreadable = job => job.Id == old.Id;
        bench.Provider.Replies[1] = Reply.TakenButLost;

        (await bench.StartAndDriveAsync(Given.Chain(1))).State.Should().Be(RunState.Completed);
    }

    // Was: promised, and raised by a webhook only; without one the second job stood nowhere.
    [Fact]
    public async Task Row12_A_job_that_is_listed_only_after_the_second_was_taken_is_an_alarm_and_reserved_for()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromSeconds(300);
        bench.Provider.Replies[1] = Reply.TakenWithServerError;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        (run.State, run.Spent, run.Reserved).Should().Be((RunState.Completed, Given.Cost, Given.Cost));
        (run.Spent + run.Reserved).Should().Be(bench.Provider.Bill.Sum(job => job.Credits));
        run.Attempt("01-1").OtherJobs.Should().Equal(new OtherJob("j001", MayBeBilled: true));
        (await bench.Ledger.HistoryAsync(run.Id)).Should().ContainSingle(line => line.Text.StartsWith("ALARM") && line.Text.Contains("j001"));
        run.Next(bench.Time.GetUtcNow()).Should().BeEmpty("it is not looked for for ever");
    }

    [Fact]
    public async Task Row12_Where_nobody_can_see_whether_it_was_taken_twice_the_history_says_so()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.ServerError;
        bench.Provider.BeforeReply = _ =>
        {
            bench.Provider.ListFailure = () => new(ProviderFailureKind.ServerError, "500");
            return Task.CompletedTask;
        };

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Completed, alsoReserved: Given.Cost);
        (await bench.Ledger.HistoryAsync(run.Id)).Should().ContainSingle(line => line.Text.StartsWith("ALARM") && line.Text.Contains("could not be seen"));
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
