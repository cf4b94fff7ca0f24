using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>A job made by hand in the very seconds of a lost answer.</summary>
public sealed class FoundJobTests
{
    [Theory]
    [InlineData(8, 1280, 720, "8 s long")]
    [InlineData(5, 720, 1280, "720x1280")]
    public async Task What_does_not_look_like_it_is_not_used_and_a_person_is_asked(int seconds, int width, int height, string why)
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await LoseAsync(bench, seconds, width, height);

        (run.State, run.Parking!.Cause).Should().Be((RunState.Parked, ParkingCause.Ambiguous));
        run.Parking.Message.Should().Contain(why);
        run.Parking.Candidates.Should().Equal("j001");
        bench.Provider.Calls.Should().NotContain(call => call.StartsWith("video", StringComparison.Ordinal), "nothing is made of somebody else's job");
        run.Reserved.Should().Be(Given.Cost);

        await bench.Engine.ResubmitAsync(run.Id);
        run = await bench.DriveAsync(run.Id);

        (run.State, run.Attempt("01-2").JobId, bench.Provider.Bill.Count).Should().Be((RunState.Completed, "j002", 1));
    }

    [Fact]
    public async Task A_persons_word_takes_it_all_the_same()
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await LoseAsync(bench, 8, 1280, 720);

        await bench.Engine.AdoptAsync(run.Id, "j001");

        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Completed);
    }

    [Fact]
    public async Task What_looks_like_it_is_used()
    {
        await using var bench = await RunBench.OpenAsync();

        (await LoseAsync(bench, 5, 1280, 720)).State.Should().Be(RunState.Completed);
    }

    private static async Task<Run> LoseAsync(RunBench bench, int seconds, int width, int height, bool cancelled = false)
    {
        bench.Provider.Replies[1] = Reply.NotTakenAndLost;
        bench.Provider.Answer = job => job is { ByHand: true } && bench.Provider.Finished(job) is JobAnswer.Completed { Result: var result }
            ? new JobAnswer.Completed(result with { Seconds = seconds, Width = width, Height = height })
            : null;
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        bench.Provider.MakeByHand();
        if (cancelled)
        {
            await bench.Engine.CancelAsync(runId);
        }

        return await bench.DriveAsync(runId);
    }

    // Was: a job made by hand that failed released what ours had reserved, and had it made anew while it was billed.
    [Theory]
    [InlineData(0)]
    [InlineData(null)]
    public async Task A_job_that_fails_is_not_taken_for_it_and_nothing_is_made_anew(int? credits)
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.TakenButLost;
        bench.Provider.ListLag = TimeSpan.FromMinutes(1);
        bench.Provider.Answer = job => job.ByHand ? new JobAnswer.Failed(new(ProviderFailureKind.GenerationFailed, "internal error", "5000"), credits) : null;
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        bench.Provider.MakeByHand();
        bench.Provider.Removed.Add("j001");

        var run = await bench.DriveAsync(runId);

        (run.State, run.Parking?.Cause, run.Reserved, bench.Provider.Submits).Should().Be((RunState.Parked, ParkingCause.Ambiguous, Given.Cost, 1));
        run.Parking!.Message.Should().Contain("internal error (5000)");
        await bench.Engine.AdoptAsync(runId, "j001");
        (await bench.DriveAsync(runId)).State.Should().Be(RunState.Completed);
        (await bench.FindAsync(runId)).Spent.Should().Be(Given.Cost);
    }

    [Fact]
    public async Task A_failed_job_that_a_person_named_is_not_made_anew_by_itself()
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await LoseAsync(bench, 8, 1280, 720);
        bench.Provider.Answer = _ => new JobAnswer.Failed(new(ProviderFailureKind.GenerationFailed, "internal error", "5000"), 0);

        await bench.Engine.AdoptAsync(run.Id, "j001");

        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Failed);
        bench.Provider.Submits.Should().Be(1);
    }

    // Was: nothing said since when it was looked for, so it was looked for for ever.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_cancel_it_is_looked_for_as_long_as_any_other_and_not_taken_again(bool retried)
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await LoseAsync(bench, 8, 1280, 720);
        await bench.Engine.CancelAsync(run.Id);
        if (retried)
        {
            await bench.Engine.RetryAsync(run.Id);
        }

        run = await bench.DriveAsync(run.Id);

        (run.State, run.Reserved, run.InFlight).Should().Be((retried ? RunState.Parked : RunState.Cancelled, Given.Cost, 0));
        (run.Parking?.Candidates ?? []).Should().Equal(retried ? ["j001"] : []);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task One_that_is_seen_after_the_run_has_ended_is_left_alone()
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await LoseAsync(bench, 8, 1280, 720, cancelled: true);

        (run.State, run.Reserved, run.InFlight).Should().Be((RunState.Cancelled, Given.Cost, 0));
    }

    [Fact]
    public async Task A_call_with_the_token_makes_certain_what_was_a_guess()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Replies[1] = Reply.TakenButLost;
        var runId = await bench.StartAsync(Given.Chain(1));
        await bench.Engine.StepAsync(runId);
        await bench.Engine.LookForAsync(runId, "01-1");
        (await bench.FindAsync(runId)).Attempt("01-1").IsCertainOf("j001").Should().BeFalse();

        await bench.Engine.HintAsync(runId, "01-1", "j001");

        (await bench.FindAsync(runId)).Attempt("01-1").IsCertainOf("j001").Should().BeTrue();
    }
}
