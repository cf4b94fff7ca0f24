using ChainForge.Providers;
using ChainForge.Runs;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>The rows of the matrix about the paid request that have no file of their own; each is shown through the same oracle.</summary>
public sealed class SubmitRowTests
{
    [Fact]
    public async Task Row01_A_crash_before_the_intent_leaves_nothing_and_the_next_start_submits_once()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Provider.ListFailure = () => throw new CrashException();
        await bench.Engine.Awaiting(engine => engine.StepAsync(runId)).Should().ThrowAsync<CrashException>();
        (await bench.FindAsync(runId)).Segments[0].Attempts.Should().BeEmpty();
        bench.Provider.ListFailure = () => null;

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId, bench.NewEngine("second")), RunState.Completed);

        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row02_A_crash_between_the_intent_and_the_first_byte_parks_and_is_not_sent_again()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Ledger.UpdateAsync(runId, run => run.SubmitIntended(0, Given.Intent() with { NewestJobBefore = null }, TransitionSteps.NothingElse, 10, Given.Now));

        var run = await bench.DriveAsync(runId, bench.NewEngine("second"));

        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: Given.Cost);
        (run.Parking!.Cause, bench.Provider.Submits).Should().Be((ParkingCause.OutcomeUnknown, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Row03_Row04_A_crash_after_the_provider_took_it_is_found_in_the_list_or_by_a_call_and_paid_once(bool byCall)
    {
        await using var bench = await RunBench.OpenAsync(options => options with { WebhookBase = new("https://forge.test/") });
        bench.Provider.ListLag = byCall ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(20);
        bench.Provider.BeforeReply = _ => throw new CrashException();
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.Awaiting(engine => engine.StepAsync(runId)).Should().ThrowAsync<CrashException>();
        var second = bench.NewEngine("second");
        if (byCall)
        {
            var token = bench.Provider.Bill[0].Webhook!.Segments[^1];
            (await bench.Ledger.FindTokenAsync(WebhookToken.HashOf(token))).Should().Be((runId, "01-1"));
            await second.HintAsync(runId, "01-1", "j001");
        }

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId, second), RunState.Completed);

        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row05_A_crash_after_the_job_id_is_stored_is_taken_up_by_the_scan_of_the_next_start()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        (await bench.Engine.StepAsync(runId)).Run.Attempt("01-1").State.Should().Be(AttemptState.Accepted);

        var found = await bench.Ledger.LeaseAsync("second", TimeSpan.FromSeconds(30));

        found.Should().ContainSingle().Which.Next(bench.Time.GetUtcNow()).Should().Equal(new Step.Ask("01-1"));
        await Oracle.EndsAsync(bench, await bench.DriveAsync(found[0].Id, bench.NewEngine("second")), RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row07_A_time_out_that_was_not_taken_parks_and_only_a_persons_word_pays()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.NotTakenAndLost;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        await Oracle.EndsAsync(bench, run, RunState.Parked, alsoReserved: Given.Cost);

        await bench.Engine.ResubmitAsync(run.Id);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public async Task Row13_Too_many_requests_sends_the_same_attempt_again_after_the_named_time()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.Busy(7);
        var runId = await bench.StartAsync(Given.Chain(1));
        (await bench.Engine.StepAsync(runId)).Next.Should().Equal(new Step.Wait(Given.Now.AddSeconds(7)));

        var run = await bench.DriveAsync(runId);

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        (run.Segments[0].Attempts.Length, bench.Provider.Submits).Should().Be((1, 2));
    }

    [Fact]
    public async Task Row14_A_refusal_costs_nothing_is_not_repeated_and_keeps_what_is_there()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[2] = Reply.Refuse;

        var run = await bench.StartAndDriveAsync();

        await Oracle.EndsAsync(bench, run, RunState.Failed);
        (run.Done, bench.Provider.Submits).Should().Be((1, 2));
        run.Reason.Should().Contain("the prompt is not allowed");
    }

    [Fact]
    public async Task Row15_What_never_left_is_sent_again_with_back_off_its_reservation_kept()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = bench.Provider.Replies[2] = Reply.Unreachable;
        var runId = await bench.StartAsync(Given.Chain(1));
        var waiting = (await bench.Engine.StepAsync(runId)).Run;
        (waiting.Reserved, waiting.Attempt("01-1").NotBefore).Should().Be((Given.Cost, Given.Now.AddSeconds(2)));

        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);

        bench.Provider.Submits.Should().Be(3);
    }

    [Fact]
    public async Task Row17_Eight_steps_at_once_are_one_submit()
    {
        await using var bench = await RunBench.OpenAsync();
        var engines = Enumerable.Range(0, 4).Select(number => bench.NewEngine($"server {number}")).ToList();
        var runId = await bench.StartAsync(Given.Chain(1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => engines[i % 4].StepAsync(runId))));

        bench.Provider.Submits.Should().Be(1);
        await Oracle.EndsAsync(bench, await bench.DriveAsync(runId), RunState.Completed);
    }

    [Fact]
    public async Task Row21_A_job_that_is_listed_only_after_400_s_is_adopted()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.ListLag = TimeSpan.FromSeconds(400);
        bench.Provider.Replies[1] = Reply.TakenButLost;

        await Oracle.EndsAsync(bench, await bench.StartAndDriveAsync(Given.Chain(1)), RunState.Completed);

        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Row22_Two_candidates_park_with_both_named_and_a_persons_word_decides()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.TakenButLost;
        bench.Provider.BeforeReply = _ => Task.FromResult(bench.Provider.MakeByHand());

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, RunState.Parked, lost: 1);
        run.Parking!.Candidates.Should().BeEquivalentTo("j001", "j002");
        await bench.Engine.AdoptAsync(run.Id, "j001");
        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
    }

    [Fact]
    public async Task Row23_A_job_of_another_run_with_the_same_prompt_is_not_adopted()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.NotTakenAndLost;
        var lost = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(lost);
        await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, await bench.DriveAsync(lost), RunState.Parked, alsoReserved: Given.Cost);

        (await bench.FindAsync(lost)).Parking!.Candidates.Should().BeEmpty();
    }
}
