using ChainForge.Media;
using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

public sealed class ClipTests
{
    [Fact]
    public async Task A_clip_that_was_changed_on_disk_is_moved_aside_and_fetched_again()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(2));
        var run = await bench.FindAsync(runId);
        var clip = bench.FolderOf(run).FullPath("segments/01.mp4");
        var tampered = false;
        bench.Media.BeforeInspect = () =>
        {
            if (!tampered && File.Exists(bench.FolderOf(run).FullPath("segments/02.mp4")))
            {
                tampered = true;
                File.WriteAllText(clip, "clip of somebody else");
            }
        };

        run = await bench.DriveAsync(runId);

        (run.State, run.Spent, bench.Provider.Submits).Should().Be((RunState.Completed, 20m, 2));
        File.ReadAllText(bench.FolderOf(run).Video).Should().Be("clip of j001\nclip of j002");
        File.ReadAllText($"{clip}.changed").Should().Be("clip of somebody else");
        bench.Provider.Calls.Count(call => call == "video j001").Should().Be(2);
    }

    [Fact]
    public async Task A_clip_that_was_whole_on_disk_before_a_crash_is_not_fetched_twice()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Media.BeforeInspect = () => throw new CrashException();
        await bench.Awaiting(b => b.DriveAsync(runId)).Should().ThrowAsync<CrashException>();
        bench.Media.BeforeInspect = () => { };

        var run = await bench.DriveAsync(runId, bench.NewEngine("second"));

        run.State.Should().Be(RunState.Completed);
        bench.Provider.Calls.Count(call => call == "video j001").Should().Be(1);
    }

    [Fact]
    public async Task A_file_that_is_no_clip_is_moved_aside_and_fetched_again()
    {
        await using var bench = await RunBench.OpenAsync();
        var looks = 0;
        bench.Media.BeforeInspect = () =>
        {
            if (looks++ == 0)
            {
                throw new MediaException("half a clip");
            }
        };

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        (run.State, run.Spent).Should().Be((RunState.Completed, 10m));
        bench.Provider.Calls.Count(call => call == "video j001").Should().Be(2);
        File.Exists(bench.FolderOf(run).FullPath("segments/01.mp4.unusable")).Should().BeTrue("it is paid for, and perhaps it was only FFmpeg that failed");
    }

    [Fact]
    public async Task A_download_that_never_works_parks_and_retry_fetches_without_paying()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.DownloadFailure = uri => uri == ScriptedProvider.VideoOf("j001") ? new(ProviderFailureKind.Interrupted, "cut") : null;
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        (run.State, run.Parking!.Cause, run.Spent).Should().Be((RunState.Parked, ParkingCause.DownloadFailed, 10m));
        bench.Provider.Calls.Count(call => call == "video j001").Should().Be(6);

        bench.Provider.DownloadFailure = _ => null;
        await bench.Engine.RetryAsync(run.Id);

        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task Outputs_that_were_removed_before_they_were_fetched_park_and_name_what_they_cost()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = job => job.Id == "j001" ? new JobAnswer.Cleaned() : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        (run.State, run.Parking!.Cause, run.Reserved).Should().Be((RunState.Parked, ParkingCause.OutputsGone, 10m));
        run.Parking.Message.Should().Contain("10 credits");
        await bench.Engine.Awaiting(e => e.RetryAsync(run.Id)).Should().ThrowAsync<IllegalTransitionException>();
        await bench.Engine.ResubmitAsync(run.Id);
        run = await bench.DriveAsync(run.Id);
        (run.State, run.Spent + run.Reserved, bench.Provider.Bill.Count).Should().Be((RunState.Completed, 20m, 2));
    }

    [Fact]
    public async Task Outputs_that_are_removed_between_the_end_and_the_download_park()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        var run = (await bench.Engine.StepAsync(runId)).Run;
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Engine.AskAsync(WatchedJob.Of(run, "01-1")!);
        bench.Provider.Answer = _ => new JobAnswer.Cleaned();

        run = await bench.DriveAsync(runId, bench.NewEngine("after a restart"));

        (run.Parking!.Cause, run.Spent).Should().Be((ParkingCause.OutputsGone, 10m));
    }

    [Fact]
    public async Task A_job_that_the_provider_no_longer_knows_parks_after_it_said_so_three_times()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = _ => new JobAnswer.NotFound(new(ProviderFailureKind.NotFound, "404"));

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        (run.Parking!.Cause, run.Reserved, bench.Provider.Submits).Should().Be((ParkingCause.LostByProvider, 10m, 1));
        bench.Provider.Answer = _ => null;
        await bench.Engine.RetryAsync(run.Id);
        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Completed);
    }

    [Fact]
    public async Task A_state_that_nobody_knows_parks_by_its_name()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = _ => new JobAnswer.UnknownStatus("dreaming");

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        run.Parking!.Message.Should().Contain("\"dreaming\"");
    }

    [Fact]
    public async Task A_job_that_does_not_end_parks_and_a_late_call_wakes_it()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Duration = TimeSpan.FromHours(1);
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        run.Parking!.Cause.Should().Be(ParkingCause.Timeout);

        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.Engine.HintAsync(run.Id, "01-1", "j001");

        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Completed);
        bench.Provider.Submits.Should().Be(1);
    }

    [Fact]
    public async Task A_refused_key_says_nothing_of_the_job_and_parks_nothing_however_long_it_lasts()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = job => bench.Time.GetUtcNow() - job.CreatedAt < TimeSpan.FromHours(2)
            ? new JobAnswer.NoAnswer(new(ProviderFailureKind.Unauthorized, "401"))
            : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        (run.State, bench.Provider.Submits).Should().Be((RunState.Completed, 1));
    }

    [Fact]
    public async Task Ten_minutes_without_an_answer_change_nothing()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Answer = job => bench.Time.GetUtcNow() - job.CreatedAt < TimeSpan.FromMinutes(10)
            ? new JobAnswer.NoAnswer(new(ProviderFailureKind.ServerError, "500"))
            : null;

        (await bench.StartAndDriveAsync(Given.Chain(1))).State.Should().Be(RunState.Completed);
    }

    [Fact]
    public async Task A_stitch_that_fails_keeps_all_and_retry_stitches_again()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Media.BeforeJoin = () => throw new MediaException("no FFmpeg");
        var run = await bench.StartAndDriveAsync(Given.Chain(2));
        (run.State, run.Done, run.Reason).Should().Be((RunState.Failed, 2, run.Reason));
        run.Reason.Should().Contain("no FFmpeg");

        bench.Media.BeforeJoin = () => Task.CompletedTask;
        await bench.Engine.RetryAsync(run.Id);
        run = await bench.DriveAsync(run.Id);

        (run.State, bench.Provider.Submits, bench.Provider.Calls.Count(call => call.StartsWith("video", StringComparison.Ordinal))).Should().Be((RunState.Completed, 2, 2));
    }

    // Was: the step threw, and its job failed on the dashboard.
    [Fact]
    public async Task A_cancel_while_the_clips_are_joined_ends_the_run_cancelled()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        bench.Media.BeforeJoin = () => bench.Engine.CancelAsync(runId);

        (await bench.DriveAsync(runId)).State.Should().Be(RunState.Cancelled);
    }

    [Fact]
    public async Task Three_servers_that_fetch_and_stitch_at_once_do_it_once_for_the_ledger()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync(Given.Chain(1));
        var run = (await bench.Engine.StepAsync(runId)).Run;
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Engine.AskAsync(WatchedJob.Of(run, "01-1")!);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => bench.Engine.DownloadAsync(runId, "01-1"))));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => bench.Engine.StitchAsync(runId))));

        (await bench.FindAsync(runId)).State.Should().Be(RunState.Completed);
        bench.Provider.Calls.Count(call => call == "video j001").Should().Be(1);
        bench.Media.Joins.Should().Be(1);
    }
}
