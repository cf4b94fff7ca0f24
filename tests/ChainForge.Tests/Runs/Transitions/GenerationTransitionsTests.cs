using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Transitions;

public sealed class GenerationTransitionsTests
{
    private static readonly Run Accepted = Given.Run().Intend(0).Accept("01-1", "a");

    [Theory]
    [InlineData(null, 10)]
    [InlineData(0.0, 0)]
    [InlineData(7.5, 7.5)]
    [InlineData(-3.0, 0)]
    public void What_was_reserved_becomes_what_the_provider_says_was_spent(double? used, double spent)
    {
        var run = Accepted.Generate("01-1", (decimal?)used);

        (run.Spent, run.Reserved, run.InFlight).Should().Be(((decimal)spent, 0m, 0));
    }

    [Fact]
    public void The_same_end_told_twice_is_paid_once()
    {
        var run = Accepted.Generate("01-1");

        run.Generated("01-1", 10, true, Given.Now).Should().BeNull();
        run.Download("01-1").Generated("01-1", 10, true, Given.Now).Should().BeNull();
    }

    [Fact]
    public void The_next_segment_starts_as_soon_as_the_last_frame_is_there_with_the_download_beside_it() =>
        Accepted.Generate("01-1").Next().Should().Equal(new Step.Download("01-1"), new Step.Submit(1));

    [Fact]
    public void Without_a_last_frame_the_clip_has_to_come_first()
    {
        var run = Accepted.Generate("01-1", lastFrame: false);

        run.Next().Should().Equal(new Step.Download("01-1"));
        run.Download("01-1").Next().Should().Equal(new Step.Submit(1));
    }

    [Theory]
    [InlineData(ChainForge.Chains.Handover.Extend)]
    [InlineData(ChainForge.Chains.Handover.Cut)]
    public void Only_a_hand_over_of_the_last_frame_needs_one(ChainForge.Chains.Handover handover) =>
        Given.Run(handover: handover).Intend(0).Accept("01-1", "a").Generate("01-1", lastFrame: false).Next().Should().Contain(new Step.Submit(1));

    [Fact]
    public void A_last_frame_that_cannot_be_used_is_told_once()
    {
        var run = Accepted.Generate("01-1").Then(r => r.LastFrameUnusable("01-1", "403"));

        run.Next().Should().Equal(new Step.Download("01-1"));
        run.LastFrameUnusable("01-1", "403").Should().BeNull();
    }

    [Theory]
    [InlineData(null, 0, 10)]
    [InlineData(4, 4, 0)]
    [InlineData(0, 0, 0)]
    public void A_failed_generation_fails_the_run_and_costs_what_the_provider_says(int? used, int spent, int reserved)
    {
        var run = Accepted.Then(r => r.GenerationFailed("01-1", TransitionSteps.Trouble, used, Given.Now));

        (run.State, run.Spent, run.Reserved).Should().Be((RunState.Failed, (decimal)spent, (decimal)reserved));
        run.Reason.Should().Contain("trouble (E1)");
        run.GenerationFailed("01-1", TransitionSteps.Trouble, used, Given.Now).Should().BeNull();
    }

    [Fact]
    public void A_job_counts_as_lost_only_after_three_times_a_minute_apart()
    {
        var run = Accepted.Then(r => r.JobNotFound("01-1", Given.Now));
        run.JobNotFound("01-1", Given.Now.AddSeconds(59)).Should().BeNull();
        run = run.Then(r => r.JobNotFound("01-1", Given.Now.AddSeconds(60)));
        run.State.Should().Be(RunState.Running);

        run = run.Then(r => r.JobNotFound("01-1", Given.Now.AddSeconds(120)));

        (run.State, run.Parking!.Cause, run.Reserved).Should().Be((RunState.Parked, ParkingCause.LostByProvider, 10m));
        run.Next().Should().BeEmpty();
    }

    public static TheoryData<ParkingCause> StuckCauses => [ParkingCause.LostByProvider, ParkingCause.UnknownStatus, ParkingCause.Timeout, ParkingCause.OutputsGone];

    [Theory]
    [MemberData(nameof(StuckCauses))]
    public void A_stuck_job_parks_with_its_credits_reserved_and_its_id_kept(ParkingCause cause)
    {
        var run = Stick(Accepted, cause);

        (run.State, run.Parking!.Cause, run.Reserved, run.Attempt("01-1").JobId).Should().Be((RunState.Parked, cause, 10m, "a"));
        run.Next(Given.Now.AddDays(1)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(StuckCauses))]
    public void A_stuck_job_of_a_cancelled_run_is_left_alone_and_the_run_stays_cancelled(ParkingCause cause)
    {
        var run = Stick(Accepted.Then(r => r.Cancelled(Given.Now)), cause);

        (run.State, run.Parking, run.Reserved).Should().Be((RunState.Cancelled, null, 10m));
        run.Next(Given.Now.AddDays(1)).Should().BeEmpty("nobody asks for ever");
    }

    [Theory]
    [MemberData(nameof(StuckCauses))]
    public void Retry_after_the_cancel_asks_for_the_stuck_job_again_and_never_pays_anew(ParkingCause cause)
    {
        var run = Stick(Accepted.Then(r => r.Cancelled(Given.Now)), cause).Then(r => r.Retried(500, Given.Now));

        run.State.Should().Be(RunState.Running);
        run.Next().Should().Equal(new Step.Ask("01-1"));
    }

    [Fact]
    public void A_job_that_ends_after_all_wakes_its_parked_run()
    {
        var run = Stick(Accepted, ParkingCause.Timeout).Generate("01-1");

        (run.State, run.Parking, run.Spent).Should().Be((RunState.Running, null, 10m));
    }

    [Fact]
    public void A_job_that_ends_does_not_wake_a_run_that_is_parked_for_something_else()
    {
        var run = Given.Run().Intend(0).Accept("01-1", "a").Generate("01-1").Intend(1).Accept("02-1", "b").FailDownloads("01-1");

        run = run.Generate("02-1");

        (run.State, run.Parking!.Cause, run.Spent).Should().Be((RunState.Parked, ParkingCause.DownloadFailed, 20m));
    }

    private static Run Stick(Run run, ParkingCause cause) => cause switch
    {
        ParkingCause.LostByProvider => Enumerable.Range(0, 3).Aggregate(run, (r, i) => r.Then(s => s.JobNotFound("01-1", Given.Now.AddMinutes(i)))),
        ParkingCause.UnknownStatus => run.Then(r => r.UnknownStatus("01-1", "dreaming")),
        ParkingCause.Timeout => run.Then(r => r.TimedOut("01-1", TimeSpan.FromMinutes(30))),
        _ => run.Then(r => r.OutputsGone("01-1")),
    };
}
