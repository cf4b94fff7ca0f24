using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Transitions;

public sealed class StitchTransitionsTests
{
    private static readonly Run Ready = Given.Run(2).Finish(0).Finish(1);

    [Fact]
    public void A_run_is_complete_with_its_video()
    {
        var run = Ready.Then(r => r.Completed(Given.Video(), Given.Now));

        (run.State, run.EndedAt, run.Video, run.Spent).Should().Be((RunState.Completed, Given.Now, Given.Video(), 20m));
        run.Next(Given.Now.AddDays(1)).Should().BeEmpty();
        run.Completed(Given.Video(), Given.Now).Should().BeNull();
    }

    [Fact]
    public void Nothing_is_complete_with_a_clip_missing() =>
        Given.Run(2).Finish(0).Invoking(r => r.Completed(Given.Video(), Given.Now)).Should().Throw<IllegalTransitionException>();

    [Fact]
    public void A_failed_stitch_keeps_every_clip_and_retry_only_stitches()
    {
        var failed = Ready.Then(r => r.StitchFailed("no space.", Given.Now));
        (failed.State, failed.Done, failed.StitchFailures).Should().Be((RunState.Failed, 2, 1));
        failed.Next().Should().BeEmpty();

        var run = failed.Then(r => r.Retried(500, Given.Now));

        run.Next().Should().Equal(new Step.Stitch());
        run.StitchFailures.Should().Be(0);
    }
}
