using ChainForge.Runs;

namespace ChainForge.Tests.Runs;

public sealed class NextStepsTests
{
    [Fact]
    public void A_new_run_wants_its_first_segment_submitted() => Given.Run().Next().Should().Equal(new Step.Submit(0));

    [Fact]
    public void An_intent_is_waited_for_until_its_sender_must_be_gone()
    {
        var run = Given.Run().Intend(0);

        run.Next().Should().Equal(new Step.Wait(Given.Now.AddSeconds(80)));
        run.Next(Given.Now.AddSeconds(80)).Should().Equal(new Step.Lapse("01-1"));
    }

    [Fact]
    public void An_accepted_job_is_asked_for() =>
        Given.Run().Intend(0).Accept("01-1", "a").Next().Should().Equal(new Step.Ask("01-1"));

    [Fact]
    public void A_failed_run_collects_but_does_not_spend_or_stitch()
    {
        var run = Given.Run(2).Intend(0).Accept("01-1", "a").Generate("01-1").Intend(1).Then(r => r.Refused("02-1", TransitionSteps.Trouble, Given.Now));

        run.Next().Should().Equal(new Step.Download("01-1"));
        run.Download("01-1").Next().Should().BeEmpty();
    }

    [Fact]
    public void The_video_is_made_when_the_last_clip_is_here_and_not_before()
    {
        var run = Given.Run(2).Finish(0).Intend(1).Accept("02-1", "b").Generate("02-1");

        run.Next().Should().Equal(new Step.Download("02-1"));
        run.Download("02-1").Next().Should().Equal(new Step.Stitch());
    }
}
