using ChainForge.Runs;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>"Completed" is on the disk when its transaction is; the video has to be there before.</summary>
public sealed class FinishedFilesTests
{
    [Fact]
    public async Task The_video_is_on_the_disk_before_the_ledger_says_that_the_run_is_complete()
    {
        RunBench? bench = null;
        RunState? then = null;
        await using var opened = bench = await RunBench.OpenAsync(options => options with
        {
            Flush = folder =>
            {
                then = bench!.FindAsync(Path.GetFileName(folder.Root)).GetAwaiter().GetResult().State;
                File.Exists(folder.Video).Should().BeTrue();
                FinishedFiles.Flush(folder);
            },
        });

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        (run.State, then).Should().Be((RunState.Completed, RunState.Running));
    }

    [Fact]
    public async Task A_video_that_the_disk_does_not_take_is_not_complete_and_retry_makes_it_again()
    {
        var broken = true;
        await using var bench = await RunBench.OpenAsync(options => options with
        {
            Flush = folder => FinishedFiles.Flush(broken ? throw new IOException($"Input/output error : '{folder.Video}'") : folder),
        });

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        run.State.Should().Be(RunState.Failed);
        run.Reason.Should().Contain($"'lighthouse{Path.DirectorySeparatorChar}{run.Id}{Path.DirectorySeparatorChar}lighthouse.mp4'").And.NotContain(bench.Options.OutputFolder, "a page may be seen from elsewhere");
        broken = false;
        await bench.Engine.RetryAsync(run.Id);
        (await bench.DriveAsync(run.Id)).State.Should().Be(RunState.Completed);
        (bench.Provider.Submits, bench.Media.Joins).Should().Be((1, 2));
    }
}
