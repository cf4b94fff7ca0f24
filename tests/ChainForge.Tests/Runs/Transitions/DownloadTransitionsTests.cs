using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Transitions;

public sealed class DownloadTransitionsTests
{
    private static readonly Run Generated = Given.Run(1).Intend(0).Accept("01-1", "a").Generate("01-1");

    [Fact]
    public void The_last_clip_leaves_only_the_stitching()
    {
        var run = Generated.Download("01-1");

        (run.Done, run.Spent).Should().Be((1, 10m));
        run.Next().Should().Equal(new Step.Stitch());
        run.Downloaded("01-1", Given.Take()).Should().BeNull();
    }

    [Fact]
    public void A_failed_download_waits_and_after_six_parks_with_the_money_counted()
    {
        var run = Generated.Then(r => r.DownloadFailed("01-1", TransitionSteps.Trouble, Given.Now));
        run.Next().Should().Equal(new Step.Wait(Given.Now.AddSeconds(2)));
        run.Next(Given.Now.AddSeconds(2)).Should().Equal(new Step.Download("01-1"));

        run = Generated.FailDownloads("01-1");

        (run.State, run.Parking!.Cause, run.Spent).Should().Be((RunState.Parked, ParkingCause.DownloadFailed, 10m));
        run.Next(Given.Now.AddDays(1)).Should().BeEmpty();
    }

    [Fact]
    public void An_unsafe_address_parks_at_once()
    {
        var run = Generated.Then(r => r.DownloadFailed("01-1", new ProviderFailure(ProviderFailureKind.UnsafeAddress, "10.0.0.1"), Given.Now));

        run.Parking!.Cause.Should().Be(ParkingCause.UnsafeAddress);
    }

    [Fact]
    public void A_cancelled_run_still_collects_and_keeps_its_reason_when_it_cannot()
    {
        var run = Generated.Then(r => r.Cancelled(Given.Now));
        run.Next().Should().Equal(new Step.Download("01-1"));

        run = run.FailDownloads("01-1");

        run.State.Should().Be(RunState.Cancelled);
        run.Next(Given.Now.AddDays(1)).Should().BeEmpty();
    }

    [Fact]
    public void Retry_fetches_again_from_nought()
    {
        var run = Generated.FailDownloads("01-1").Then(r => r.Retried(500, Given.Now));

        run.Next().Should().Equal(new Step.Download("01-1"));
        run.Attempt("01-1").DownloadFailures.Should().Be(0);
    }

    [Fact]
    public void A_clip_that_is_lost_is_fetched_again_and_not_paid_again()
    {
        var run = Generated.Download("01-1").Then(r => r.TakeLost("01-1", "changed"));

        run.Next().Should().Equal(new Step.Download("01-1"));
        (run.Spent, run.Reserved).Should().Be((10m, 0m));
        run.TakeLost("01-1", "changed").Should().BeNull();
    }

    [Fact]
    public void A_clip_is_not_taken_before_it_is_generated() =>
        Given.Run().Intend(0).Accept("01-1", "a").Invoking(r => r.Downloaded("01-1", Given.Take())).Should().Throw<IllegalTransitionException>();

    // Was: the run went on spending to its last segment and then stood still without a word.
    [Fact]
    public void A_download_that_was_given_up_is_not_forgotten_when_another_reason_to_park_is_answered()
    {
        var run = Given.Run(2).Intend(0).Accept("01-1", "a").Generate("01-1").Intend(1).LoseAnswer("02-1")
            .FailDownloads("01-1").Then(r => r.NotFound("02-1", [], searchedWhole: true)).Accept("02-1", "b");

        run.State.Should().Be(RunState.Running);
        run.Next().Should().Contain(new Step.Download("01-1"));
    }
}
