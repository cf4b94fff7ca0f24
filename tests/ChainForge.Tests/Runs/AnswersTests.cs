using ChainForge.Runs;
using ChainForge.Tests.Runs.Transitions;

namespace ChainForge.Tests.Runs;

/// <summary>What is offered is what is accepted, in every state that a run can stand in.</summary>
public sealed class AnswersTests
{
    private static readonly string[] Verbs = [Answer.Adopt, Answer.Resubmit, Answer.Abandon, Answer.Retry, Answer.Cancel];

    public static TheoryData<string> States =>
        [.. Enum.GetNames<ParkingCause>(), nameof(RunState.Running), nameof(RunState.Completed), nameof(RunState.Failed), nameof(RunState.Cancelled)];

    [Theory]
    [MemberData(nameof(States))]
    public void An_answer_is_offered_exactly_where_it_is_accepted(string state)
    {
        var run = In(state);

        // Retry of a running run is accepted and changes nothing: there is nothing to offer.
        var accepted = Verbs.Where(verb => Accepts(run, verb)).ToList();

        Answers.Of(run).Select(answer => answer.Verb).Should().BeEquivalentTo(accepted);
        Answers.Of(run).Should().NotContain(answer => (answer.PaysAgain > 0) != (answer.Verb == Answer.Resubmit));
    }

    [Fact]
    public void Resubmit_says_what_it_costs_and_adopt_what_may_be_adopted()
    {
        var run = Given.Run().Intend(0).LoseAnswer("01-1").Then(r => r.NotFound("01-1", ["x", "y"], searchedWhole: true));

        Answers.Of(run).Single(answer => answer.Verb == Answer.Resubmit).Should().Match<Answer>(answer => answer.PaysAgain == Given.Cost && answer.Effect.Contains("10 credits"));
        Answers.Of(run).Single(answer => answer.Verb == Answer.Adopt).Candidates.Should().Equal("x", "y");
    }

    [Fact]
    public void Row49_What_was_said_to_another_version_is_refused()
    {
        var run = Given.Run() with { Version = 7 };

        run.AsSeen(7).Should().Be(run);
        run.AsSeen(null).Should().Be(run);
        run.Invoking(r => r.AsSeen(6)).Should().Throw<IllegalTransitionException>().WithMessage("*has changed since you looked at it*version 7*version 6*");
    }

    private static Run In(string state)
    {
        var run = Given.Run().Intend(0).LoseAnswer("01-1");
        if (Enum.TryParse<ParkingCause>(state, out var cause))
        {
            return run with { State = RunState.Parked, Parking = new Parking(cause, "why", cause is ParkingCause.Budget or ParkingCause.Preparation ? null : "01-1", []) };
        }

        return run with { State = Enum.Parse<RunState>(state) };
    }

    private static bool Accepts(Run run, string verb)
    {
        try
        {
            return verb switch
            {
                Answer.Adopt => run.Adopted("j1", Given.Now),
                Answer.Resubmit => run.Resubmitted(),
                Answer.Abandon => run.Abandoned(Given.Now),
                Answer.Retry => run.Retried(500, Given.Now),
                _ => run.Cancelled(Given.Now),
            } is not null;
        }
        catch (IllegalTransitionException)
        {
            return false;
        }
    }

    // Was: after `abandon`, `retry` asked for the clip that was given up once more and said that nothing is paid again.
    [Fact]
    public void Retry_says_what_it_costs_where_a_clip_was_given_up_that_may_be_paid_for()
    {
        var lost = Given.Run().Intend(0).LoseAnswer("01-1").Then(r => r.NotFound("01-1", [], searchedWhole: true));

        Retry(lost.Then(r => r.Abandoned(Given.Now))).Should().Match<Answer>(answer => answer.PaysAgain == Given.Cost && answer.Effect.Contains("segment 1 (01) is asked for again and paid again, 10 credits"));
        Retry(Given.Run().Intend(0).Accept("01-1", "a").Then(r => r.TimedOut("01-1", TimeSpan.Zero)).Then(r => r.Abandoned(Given.Now))).PaysAgain.Should().Be(Given.Cost);
        Retry(Given.Run().Intend(0).Accept("01-1", "a").Then(r => r.GenerationFailed("01-1", TransitionSteps.Trouble, 3, Given.Now))).PaysAgain.Should().Be(Given.Cost);
    }

    [Fact]
    public void Retry_costs_nothing_again_where_nothing_was_paid()
    {
        Retry(Given.Run().Then(r => r.Cancelled(Given.Now))).PaysAgain.Should().Be(0);
        Retry(Given.Run().Intend(0).Then(r => r.NotSent("01-1", TransitionSteps.Trouble, Given.Now)).Then(r => r.Cancelled(Given.Now))).PaysAgain.Should().Be(0);
        Retry(Given.Run().Intend(0).Accept("01-1", "a").Then(r => r.Cancelled(Given.Now))).PaysAgain.Should().Be(0);
        Retry(Given.Run().Intend(0).Then(r => r.Refused("01-1", TransitionSteps.Trouble, Given.Now))).PaysAgain.Should().Be(0);
    }

    private static Answer Retry(Run run) => Answers.Of(run).Single(answer => answer.Verb == Answer.Retry);
}
