using ChainForge.Chains;
using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>What has to be brought to the provider before a request: it costs nothing, and its trouble must neither spend nor hang.</summary>
public sealed class PreparationTests
{
    private static readonly ProviderFailure Busy = new(ProviderFailureKind.ServerError, "503");

    // Was: the second server found the picture's file in use, took it for a broken disk and failed the run.
    [Fact]
    public async Task What_another_server_prepares_is_left_to_it()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(2));
        await bench.Engine.StepAsync(runId);
        bench.Time.Advance(bench.Provider.Duration);
        await bench.Engine.AskAsync(WatchedJob.Of(await bench.FindAsync(runId), "01-1")!);
        var run = await bench.FindAsync(runId);
        var folder = bench.FolderOf(run);

        using (WorkLock.TryTake(folder.FullPath(folder.HandedOverFile(run.Attempt("01-1")))))
        {
            var step = await bench.Engine.StepAsync(runId);
            (step.Did, step.Run.State, bench.Provider.Submits).Should().Be((null, RunState.Running, 1));
        }

        (await bench.DriveAsync(runId)).State.Should().Be(RunState.Completed);
        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public async Task An_upload_that_fails_for_a_while_only_makes_it_later()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.HasLastFrame = job => job.Id != "j001";
        var failures = 0;
        bench.Provider.UploadFailure = () => failures++ < 5 ? Busy : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(2));

        run.State.Should().Be(RunState.Completed);
        run.PreparationFailures.Should().Be(0);
        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public async Task An_upload_that_never_succeeds_parks_and_retry_goes_on_without_paying_twice()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.HasLastFrame = job => job.Id != "j001";
        bench.Provider.UploadFailure = () => Busy;

        var run = await bench.StartAndDriveAsync(Given.Chain(2));

        run.State.Should().Be(RunState.Parked);
        run.Parking!.Cause.Should().Be(ParkingCause.Preparation);
        run.Parking.Message.Should().Contain("503").And.Contain("Nothing was sent");
        bench.Provider.Submits.Should().Be(1);

        bench.Provider.UploadFailure = () => null;
        await bench.Engine.RetryAsync(run.Id);
        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Completed);
        bench.Provider.Submits.Should().Be(2);
    }

    [Fact]
    public void A_run_that_cannot_be_prepared_gives_up_its_turn()
    {
        var waiting = Given.Run() with { WaitingSince = Given.Now };

        var after = waiting.PreparationFailed(0, Busy, Given.Now)!.Run;

        after.WaitingSince.Should().BeNull("others must not wait for what this run cannot do yet");
        NextSteps.Of(after, Given.Now).Should().Equal(new Step.Wait(Given.Now.AddSeconds(2)));
        NextSteps.Of(after, Given.Now.AddSeconds(2)).Should().Equal(new Step.Submit(0));
    }

    [Fact]
    public async Task A_picture_that_is_gone_is_named_without_its_folder()
    {
        await using var bench = await RunBench.OpenAsync();
        var gone = new MediaSource(Path.Combine(Path.GetTempPath(), "nowhere", "harbour.png"), null);

        var run = await bench.DriveAsync(await bench.StartAsync(Given.Chain(1) with { Start = new ChainStart { FirstFrame = gone } }));

        run.State.Should().Be(RunState.Failed);
        run.Reason.Should().Contain("was not submitted: ").And.NotContain(Path.GetTempPath()).And.NotContain("..");
        bench.Provider.Submits.Should().Be(0);
    }

    [Fact]
    public async Task A_last_frame_that_is_gone_from_the_disk_is_cut_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.HasLastFrame = job => job.Id != "j001";
        var runId = await bench.StartAsync(Given.Chain(2));
        var run = (await bench.Engine.StepAsync(runId)).Run;
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Engine.AskAsync(WatchedJob.Of(run, "01-1")!);
        await bench.Engine.DownloadAsync(runId, "01-1");
        run = await bench.FindAsync(runId);
        File.Delete(bench.FolderOf(run).FullPath(run.Segments[0].Take!.LastFrame));

        (await bench.DriveAsync(runId)).State.Should().Be(RunState.Completed);

        bench.Provider.Submits.Should().Be(2);
    }
}
