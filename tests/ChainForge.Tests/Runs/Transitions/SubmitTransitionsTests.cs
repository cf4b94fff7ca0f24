using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Transitions;

public sealed class SubmitTransitionsTests
{
    [Fact]
    public void An_intent_reserves_what_the_segment_is_expected_to_cost()
    {
        var run = Given.Run().Intend(0);

        (run.Spent, run.Reserved, run.InFlight).Should().Be((0m, 10m, 1));
        run.Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Intended, Owner = "me", NewestJobBefore = "newest", JobsListKnown = true });
    }

    [Fact]
    public void A_token_goes_with_the_intent_that_it_belongs_to()
    {
        var change = Given.Run().SubmitIntended(0, Given.Intent(tokenHash: "hash"), TransitionSteps.NothingElse, 10, Given.Now)!;

        (change.AttemptId, change.WebhookTokenHash).Should().Be(("01-1", "hash"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_later_segment_is_not_submitted_before_the_one_in_front(int index) =>
        Given.Run().Invoking(r => r.Intend(index)).Should().Throw<IllegalTransitionException>();

    [Fact]
    public void A_second_intent_for_the_same_segment_is_illegal() =>
        Given.Run().Intend(0).Invoking(r => r.Intend(0)).Should().Throw<IllegalTransitionException>();

    [Theory]
    [InlineData(30, true)]
    [InlineData(29.999, false)]
    public void The_budget_is_exact_to_a_thousandth(decimal max, bool fits)
    {
        var run = Given.Run(maxCredits: max).Finish(0).Finish(1);

        var change = run.SubmitIntended(2, Given.Intent(), TransitionSteps.NothingElse, 10, Given.Now)!;

        (change.Run.State == RunState.Running).Should().Be(fits);
        change.Run.Parking?.Cause.Should().Be(ParkingCause.Budget);
        (change.Run.Spent + change.Run.Reserved).Should().Be(fits ? 30 : 20);
        change.AttemptId.Should().Be(fits ? "03-1" : null);
    }

    [Fact]
    public void What_the_provider_took_in_excess_counts_against_the_budget()
    {
        var run = Given.Run(maxCredits: 30).Intend(0).Accept("01-1", "a").Generate("01-1", credits: 20.001m);

        run.Intend(1).Parking!.Cause.Should().Be(ParkingCause.Budget);
    }

    [Theory]
    [InlineData(9, 0, false)]
    [InlineData(10, 0, true)]
    [InlineData(9, 1, true)]
    [InlineData(0, 10, true)]
    public void Without_a_free_place_a_run_waits_behind_those_that_came_before(int inFlight, int before, bool waits)
    {
        var change = Given.Run().SubmitIntended(0, Given.Intent(), new AccountTotals(inFlight, before), 10, Given.Now)!;

        change.Run.WaitingSince.Should().Be(waits ? Given.Now : null);
        change.Run.InFlight.Should().Be(waits ? 0 : 1);
    }

    [Fact]
    public void A_run_that_waits_already_keeps_its_turn()
    {
        var waiting = Given.Run().Then(r => r.SubmitIntended(0, Given.Intent(), new AccountTotals(10, 0), 10, Given.Now));

        waiting.SubmitIntended(0, Given.Intent(), new AccountTotals(10, 0), 10, Given.Now.AddSeconds(5)).Should().BeNull();
        waiting.Intend(0).WaitingSince.Should().BeNull();
    }

    [Fact]
    public void Accepted_keeps_the_job_and_the_reservation()
    {
        var run = Given.Run().Intend(0).Accept("01-1", "a");

        (run.Spent, run.Reserved, run.InFlight).Should().Be((0m, 10m, 1));
        run.Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Accepted, JobId = "a", AcceptedAt = Given.Now, AskedSince = Given.Now });
    }

    [Fact]
    public void The_same_job_told_twice_changes_nothing_and_another_job_is_refused()
    {
        var run = Given.Run().Intend(0).Accept("01-1", "a");

        run.Accepted("01-1", "a", Given.Now).Should().BeNull();
        run.Invoking(r => r.Accepted("01-1", "b", Given.Now)).Should().Throw<IllegalTransitionException>();
        run.Generate("01-1").Accepted("01-1", "a", Given.Now).Should().BeNull("a late answer may come after the end");
    }

    [Fact]
    public void A_refusal_releases_the_reservation_and_fails_the_run_with_the_providers_words()
    {
        var run = Given.Run().Finish(0).Intend(1).Then(r => r.Refused("02-1", TransitionSteps.Trouble, Given.Now));

        (run.State, run.Spent, run.Reserved, run.EndedAt).Should().Be((RunState.Failed, 10m, 0m, Given.Now));
        run.Reason.Should().Contain("trouble (E1)").And.Contain("segment 2");
    }

    [Fact]
    public void A_refusal_after_a_cancel_leaves_the_run_cancelled()
    {
        var run = Given.Run().Intend(0).Then(r => r.Cancelled(Given.Now)).Then(r => r.Refused("01-1", TransitionSteps.Trouble, Given.Now.AddSeconds(9)));

        (run.State, run.Reserved, run.EndedAt).Should().Be((RunState.Cancelled, 0m, Given.Now));
    }

    [Fact]
    public void Not_sent_keeps_the_reservation_and_sends_the_same_attempt_again()
    {
        var deferred = Given.Run(maxCredits: 10).Intend(0)
            .Then(r => r.NotSent("01-1", TransitionSteps.Trouble with { RetryAfter = TimeSpan.FromSeconds(7) }, Given.Now));

        (deferred.Reserved, deferred.InFlight).Should().Be((10m, 0));
        deferred.Next().Should().Equal(new Step.Wait(Given.Now.AddSeconds(7)));
        deferred.Next(Given.Now.AddSeconds(7)).Should().Equal(new Step.Submit(0));
        var again = deferred.Intend(0, at: Given.Now.AddSeconds(7));
        again.Segments[0].Attempts.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Id = "01-1", State = AttemptState.Intended, TimesNotSent = 1, SendBefore = Given.Now.AddSeconds(27) });
        again.Reserved.Should().Be(10);
    }

    [Fact]
    public void A_deferred_attempt_that_has_become_dearer_must_fit_the_budget_again()
    {
        var deferred = Given.Run(maxCredits: 12).Intend(0).Then(r => r.NotSent("01-1", TransitionSteps.Trouble, Given.Now));

        var run = deferred.Intend(0, credits: 13, at: Given.Now.AddMinutes(1));

        (run.State, run.Reserved).Should().Be((RunState.Parked, 10m));
    }

    [Fact]
    public void Without_a_time_from_the_provider_the_waits_grow_to_a_minute()
    {
        var (run, now) = (Given.Run(), Given.Now);
        var waits = new List<double>();
        for (var times = 0; times < 7; times++)
        {
            run = run.Intend(0, at: now).Then(r => r.NotSent("01-1", TransitionSteps.Trouble, now));
            waits.Add((run.Attempt("01-1").NotBefore!.Value - now).TotalSeconds);
            now = run.Attempt("01-1").NotBefore!.Value;
        }

        waits.Should().Equal(2, 4, 8, 16, 32, 60, 60);
    }

    [Fact]
    public void Not_sent_after_a_cancel_holds_nothing_back()
    {
        var run = Given.Run().Intend(0).Then(r => r.Cancelled(Given.Now)).Then(r => r.NotSent("01-1", TransitionSteps.Trouble, Given.Now));

        (run.State, run.Reserved, run.InFlight).Should().Be((RunState.Cancelled, 0m, 0));
    }

    [Fact]
    public void An_unknown_outcome_keeps_its_credits_its_place_and_is_only_looked_for()
    {
        var run = Given.Run().Intend(0).LoseAnswer("01-1");

        (run.Reserved, run.InFlight, run.State).Should().Be((10m, 1, RunState.Running));
        run.Next(Given.Now.AddDays(1)).Should().Equal(new Step.LookFor("01-1"));
    }

    [Fact]
    public void An_unknown_outcome_that_is_found_goes_on()
    {
        var run = Given.Run().Intend(0).LoseAnswer("01-1").Accept("01-1", "a");

        run.Attempt("01-1").Should().BeEquivalentTo(new { State = AttemptState.Accepted, UnknownSince = (DateTimeOffset?)null, Failure = (string?)null });
    }

    [Theory]
    [InlineData(0, ParkingCause.OutcomeUnknown)]
    [InlineData(2, ParkingCause.Ambiguous)]
    public void What_is_not_found_parks_with_its_credits_reserved(int candidates, ParkingCause cause)
    {
        var run = Given.Run().Intend(0).LoseAnswer("01-1").Then(r => r.NotFound("01-1", [.. Enumerable.Range(0, candidates).Select(i => $"x{i}")], searchedWhole: true));

        (run.State, run.Parking!.Cause, run.Reserved).Should().Be((RunState.Parked, cause, 10m));
        run.Parking.Candidates.Should().HaveCount(candidates);
        run.Next(Given.Now.AddDays(1)).Should().BeEmpty();
    }

    [Fact]
    public void A_hook_that_comes_after_all_wakes_the_parked_run()
    {
        var run = Given.Run().Intend(0).LoseAnswer("01-1").Then(r => r.NotFound("01-1", [], searchedWhole: true)).Accept("01-1", "a");

        (run.State, run.Parking).Should().Be((RunState.Running, null));
    }

    [Fact]
    public void Answers_of_an_attempt_that_is_not_on_its_way_are_refused()
    {
        var failure = TransitionSteps.Trouble;
        foreach (var run in new[] { Given.Run().Intend(0).Accept("01-1", "a"), Given.Run().Finish(0), Given.Run().Intend(0).LoseAnswer("01-1") })
        {
            run.Invoking(r => r.Refused("01-1", failure, Given.Now)).Should().Throw<IllegalTransitionException>();
            run.Invoking(r => r.NotSent("01-1", failure, Given.Now)).Should().Throw<IllegalTransitionException>();
            run.Invoking(r => r.OutcomeUnknown("01-1", "?", Given.Now)).Should().Throw<IllegalTransitionException>();
        }

        Given.Run().Invoking(r => r.Accepted("01-1", "a", Given.Now)).Should().Throw<IllegalTransitionException>().WithMessage("*no attempt 01-1*");
    }

    [Fact]
    public void An_input_that_cannot_be_had_fails_the_run_only_while_its_segment_waits_for_it()
    {
        var failed = Given.Run().Finish(0).Then(r => r.InputUnavailable(1, "gone", Given.Now));

        (failed.State, failed.Spent).Should().Be((RunState.Failed, 10m));
        Given.Run().Intend(0).InputUnavailable(0, "gone", Given.Now).Should().BeNull("another server has it on its way already");
    }
}
