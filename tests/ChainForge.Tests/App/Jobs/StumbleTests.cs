using ChainForge.App.Jobs;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.Tests.App.Jobs;

/// <summary>What nobody foresaw ends a run with a reason. Was: its job failed, the sweep began it anew every half minute, and a run in the foreground never ended.</summary>
public sealed class StumbleTests
{
    public static TheoryData<Exception> Unforeseen =>
        [new InvalidCastException("odd"), new OperationCanceledException("nobody asked for it"), new ArgumentOutOfRangeException("odd")];

    [Theory]
    [MemberData(nameof(Unforeseen))]
    public async Task A_stitch_that_stumbles_fails_the_run_and_retry_makes_the_video(Exception exception)
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Media.BeforeJoin = () => throw exception;

        var run = await DriveAsync(bench, await bench.StartAsync(Given.Chain(1)));

        (run.State, run.Done).Should().Be((RunState.Failed, 1));
        run.Reason.Should().Contain(exception.GetType().Name).And.Contain("retry");
        bench.Media.BeforeJoin = () => Task.CompletedTask;
        await bench.Engine.RetryAsync(run.Id);
        (await DriveAsync(bench, run.Id)).State.Should().Be(RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Unforeseen))]
    public async Task A_fetch_that_stumbles_is_tried_some_times_and_then_a_person_is_asked(Exception exception)
    {
        await using var bench = await RunBench.OpenAsync();
        var looks = 0;
        bench.Media.BeforeInspect = () =>
        {
            looks++;
            throw exception;
        };

        var run = await DriveAsync(bench, await bench.StartAsync(Given.Chain(1)));

        (run.State, run.Parking!.Cause, run.Spent, looks).Should().Be((RunState.Parked, ParkingCause.DownloadFailed, Given.Cost, 6));
        run.Parking.Message.Should().Contain(exception.GetType().Name);
        (await bench.Ledger.HistoryAsync(run.Id)).Count(line => line.Text.Contains("download failed", StringComparison.Ordinal)).Should().Be(5);
    }

    [Fact]
    public async Task A_stop_is_no_stumble_and_neither_is_a_ledger_that_does_not_answer()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        StumbleDesk.Is(new OperationCanceledException(), stopped.Token).Should().BeFalse();
        StumbleDesk.Is(new InvalidCastException(), stopped.Token).Should().BeFalse();
        StumbleDesk.Is(new LedgerUnwritableException("full", new IOException()), CancellationToken.None).Should().BeFalse();
        StumbleDesk.Is(new UnsafeRecordException("../x"), CancellationToken.None).Should().BeTrue();
    }

    /// <summary>As the program's jobs do it.</summary>
    private static async Task<Run> DriveAsync(RunBench bench, string runId)
    {
        using var list = new WatchList(bench.Time);
        var jobs = new JobEnqueuer(new BackgroundJobClient(new InMemoryStorage()), bench.Ledger, new JobLabels(), new SweepOptions(), bench.Time, NullLogger<JobEnqueuer>.Instance);
        var dispatcher = new RunDispatcher(bench.Engine, bench.Ledger, jobs, list, new WatchOptions(TimeSpan.FromSeconds(15)), RunScope.All, bench.Time);
        for (var pass = 0; pass < 200; pass++)
        {
            var step = await bench.Engine.StepAsync(runId);
            foreach (var next in step.Next)
            {
                await (next switch
                {
                    Step.Ask ask => bench.Engine.AskAsync(WatchedJob.Of(step.Run, ask.AttemptId)!),
                    Step.Download download => new DownloadJob(bench.Engine, dispatcher, NullLogger<DownloadJob>.Instance).RunAsync(runId, download.AttemptId, CancellationToken.None),
                    Step.Stitch => new StitchJob(bench.Engine, dispatcher, new StitchProgress(), NullLogger<StitchJob>.Instance).RunAsync(runId, CancellationToken.None),
                    _ => Task.CompletedTask,
                });
            }

            if (step.Next.Count == 0)
            {
                return step.Run;
            }

            bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        throw new InvalidOperationException("the run comes to no end");
    }
}
