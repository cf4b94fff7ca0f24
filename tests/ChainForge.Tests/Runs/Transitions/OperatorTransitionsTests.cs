using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Transitions;

public sealed class OperatorTransitionsTests
{
    private static readonly Run Unknown = Given.Run().Intend(0).LoseAnswer("01-1");

    private static readonly Run NotFound = Unknown.Then(r => r.NotFound("01-1", [], searchedWhole: true));

    private static readonly Run Ambiguous = Unknown.Then(r => r.NotFound("01-1", ["x", "y"], searchedWhole: true));

    [Fact]
    public void Cancel_stops_spending_and_goes_on_collecting()
    {
        var run = Given.Run().Intend(0).Accept("01-1", "a").Generate("01-1").Intend(1).Accept("02-1", "b").Then(r => r.Cancelled(Given.Now));

        (run.State, run.EndedAt, run.Spent, run.Reserved).Should().Be((RunState.Cancelled, Given.Now, 10m, 10m));
        run.Next().Should().Equal(new Step.Download("01-1"), new Step.Ask("02-1"));
        run.Generate("02-1").Next().Should().NotContain(step => step is Step.Submit || step is Step.Stitch);
    }

    [Fact]
    public void Cancel_drops_what_certainly_was_not_taken()
    {
        var run = Given.Run().Intend(0).Then(r => r.NotSent("01-1", TransitionSteps.Trouble, Given.Now)).Then(r => r.Cancelled(Given.Now));

        (run.Reserved, run.Next(Given.Now.AddDays(1)).Count).Should().Be((0m, 0));
    }

    [Fact]
    public void Cancel_goes_on_looking_for_what_may_have_been_taken()
    {
        var run = Unknown.Then(r => r.Cancelled(Given.Now));

        run.Next().Should().Equal(new Step.LookFor("01-1"));
        run.Accept("01-1", "a").Next().Should().Equal(new Step.Ask("01-1"));
        (run.Reserved, run.State).Should().Be((10m, RunState.Cancelled));
    }

    // Was: cancel and then retry submitted the segment again without `resubmit`, and could pay twice.
    [Fact]
    public void Cancel_and_retry_is_no_way_around_resubmit()
    {
        foreach (var lost in new[] { Unknown, NotFound, Ambiguous, Given.Run().Intend(0).Then(r => r.Cancelled(Given.Now)).LoseAnswer("01-1") })
        {
            var cancelled = lost.State == RunState.Cancelled ? lost : lost.Then(r => r.Cancelled(Given.Now));
            var settled = cancelled.Then(r => r.NotFound("01-1", [], searchedWhole: true));
            settled.Next(Given.Now.AddDays(1)).Should().BeEmpty();
            settled.Reserved.Should().Be(10);

            var retried = settled.Then(r => r.Retried(500, Given.Now));

            retried.Next(Given.Now.AddDays(1)).Should().Equal(new Step.LookFor("01-1"));
            retried.Then(r => r.NotFound("01-1", [], searchedWhole: true)).State.Should().Be(RunState.Parked);
        }
    }

    [Fact]
    public void An_ended_run_is_not_cancelled_again()
    {
        var cancelled = Given.Run().Then(r => r.Cancelled(Given.Now));

        cancelled.Invoking(r => r.Cancelled(Given.Now)).Should().Throw<IllegalTransitionException>().WithMessage("*cancelled*");
    }

    [Fact]
    public void Retry_of_a_running_run_changes_nothing_and_of_a_completed_one_is_refused()
    {
        Given.Run().Retried(500, Given.Now).Should().BeNull();
        Given.Run(1).Finish(0).Then(r => r.Completed(Given.Video(), Given.Now))
            .Invoking(r => r.Retried(500, Given.Now)).Should().Throw<IllegalTransitionException>();
    }

    [Fact]
    public void Retry_makes_only_what_is_missing()
    {
        var failed = Given.Run().Finish(0).Intend(1).Accept("02-1", "b").Then(r => r.GenerationFailed("02-1", TransitionSteps.Trouble, 3, Given.Now));

        var run = failed.Then(r => r.Retried(500, Given.Now));

        (run.State, run.Reason, run.EndedAt).Should().Be((RunState.Running, null, null));
        run.Next().Should().Equal(new Step.Submit(1));
        run = run.Intend(1);
        (run.Spent, run.Reserved, run.Segments[1].Current!.Id).Should().Be((13m, 10m, "02-2"));
    }

    [Fact]
    public void Retry_after_a_refusal_makes_a_new_attempt()
    {
        var run = Given.Run().Intend(0).Then(r => r.Refused("01-1", TransitionSteps.Trouble, Given.Now)).Then(r => r.Retried(500, Given.Now)).Intend(0);

        (run.Reserved, run.Segments[0].Current!.Id).Should().Be((10m, "01-2"));
    }

    [Fact]
    public void Retry_with_a_higher_cap_goes_on_after_the_budget()
    {
        var parked = Given.Run(maxCredits: 15).Finish(0).Intend(1);
        parked.Parking!.Cause.Should().Be(ParkingCause.Budget);

        parked.Then(r => r.Retried(15, Given.Now)).Intend(1).Parking!.Cause.Should().Be(ParkingCause.Budget);
        parked.Then(r => r.Retried(20, Given.Now)).Intend(1).Reserved.Should().Be(10);
    }

    [Fact]
    public void Retry_waits_on_for_a_job_that_was_too_slow()
    {
        var run = Given.Run().Intend(0).Accept("01-1", "a").Then(r => r.TimedOut("01-1", TimeSpan.FromMinutes(30)));

        run = run.Then(r => r.Retried(500, Given.Now.AddHours(1)));

        run.Next().Should().Equal(new Step.Ask("01-1"));
        run.Attempt("01-1").AskedSince.Should().Be(Given.Now.AddHours(1));
    }

    [Fact]
    public void Retry_is_no_answer_where_it_is_not_known_whether_money_was_spent()
    {
        foreach (var run in new[] { NotFound, Ambiguous })
        {
            run.Invoking(r => r.Retried(500, Given.Now)).Should().Throw<IllegalTransitionException>().WithMessage("*resubmit*pays again*");
        }
    }

    [Fact]
    public void Resubmit_pays_again_once_and_only_on_a_word()
    {
        var run = NotFound.Then(r => r.Resubmitted());

        run.Next().Should().Equal(new Step.Submit(0));
        run.Invoking(r => r.Resubmitted()).Should().Throw<IllegalTransitionException>("a second click is a click too many");
        run.Intend(0).Segments[0].Current!.Id.Should().Be("01-2");
    }

    [Fact]
    public void Resubmit_keeps_reserved_what_may_still_be_billed()
    {
        Ambiguous.Then(r => r.Resubmitted()).Reserved.Should().Be(10);
        Given.Run().Intend(0).Accept("01-1", "a").Then(r => r.TimedOut("01-1", TimeSpan.Zero)).Then(r => r.Resubmitted()).Reserved.Should().Be(10);
        NotFound.Then(r => r.Resubmitted()).Reserved.Should().Be(0, "it was looked for, and a person has said that it is not there");
    }

    [Fact]
    public void Resubmit_of_a_clip_that_cannot_be_fetched_keeps_what_it_cost()
    {
        var run = Given.Run(1).Intend(0).Accept("01-1", "a").Generate("01-1").FailDownloads("01-1").Then(r => r.Resubmitted()).Intend(0);

        (run.Spent, run.Reserved).Should().Be((10m, 10m));
    }

    [Fact]
    public void Resubmit_does_not_go_around_the_budget()
    {
        var run = Given.Run(1, maxCredits: 19).Intend(0).Accept("01-1", "a").Generate("01-1").FailDownloads("01-1").Then(r => r.Resubmitted()).Intend(0);

        (run.State, run.Parking!.Cause).Should().Be((RunState.Parked, ParkingCause.Budget));
    }

    [Fact]
    public void Abandon_ends_the_run_and_keeps_reserved_what_may_be_billed()
    {
        var run = Ambiguous.Then(r => r.Abandoned(Given.Now));

        (run.State, run.Reserved, run.EndedAt, run.Next().Count).Should().Be((RunState.Cancelled, 10m, Given.Now, 0));
        NotFound.Then(r => r.Abandoned(Given.Now)).Reserved.Should().Be(0);
    }

    [Fact]
    public void Adopt_takes_a_job_only_where_one_is_missing()
    {
        var run = Ambiguous.Then(r => r.Adopted("x", Given.Now));

        (run.State, run.Parking, run.Attempt("01-1").JobId).Should().Be((RunState.Running, null, "x"));
        Given.Run().Invoking(r => r.Adopted("x", Given.Now)).Should().Throw<IllegalTransitionException>();
        Given.Run().Intend(0).Accept("01-1", "a").Then(r => r.TimedOut("01-1", TimeSpan.Zero))
            .Invoking(r => r.Adopted("x", Given.Now)).Should().Throw<IllegalTransitionException>();
    }

    [Theory]
    [InlineData(RunState.Running, "running")]
    [InlineData(RunState.Parked, "parked")]
    [InlineData(RunState.Completed, "completed")]
    [InlineData(RunState.Failed, "failed")]
    [InlineData(RunState.Cancelled, "cancelled")]
    public void Every_state_has_its_word(RunState state, string word) => OperatorTransitions.Word(state).Should().Be(word);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 10)]
    public void Resubmit_releases_the_lost_credits_only_after_a_search_that_could_find_them(bool searchedWhole, int stillReserved)
    {
        var parked = Unknown.Then(r => r.NotFound("01-1", [], searchedWhole));

        parked.Then(r => r.Resubmitted()).Reserved.Should().Be(stillReserved, "what nobody could look for may still be billed");
    }
}
