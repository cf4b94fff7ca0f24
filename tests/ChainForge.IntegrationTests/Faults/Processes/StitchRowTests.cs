using ChainForge.IntegrationTests.Program;
using ChainForge.Runs;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>FFmpeg, or the program over it, is killed in the middle of a stitch.</summary>
[TakesLong(100)]
public sealed class StitchRowTests
{
    [Fact]
    public async Task Row40_FFmpeg_killed_in_the_middle_leaves_no_video_and_retry_makes_it_without_paying()
    {
        await using var studio = await Studio.OpenAsync();
        var ffmpeg = HeldFFmpeg.In(studio);
        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await ffmpeg.HeldAsync();

        ffmpeg.Signal("KILL");

        (await run.ExitsAsync()).Should().Be(1);
        (run.Output + run.Error).Should().Contain("could not be stitched");
        Videos(studio).Should().BeEmpty("a video is whole or not there");
        var retry = await studio.RunAsync("retry", "harbour");
        retry.ExitCode.Should().Be(0, retry.Error);
        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), 2);
    }

    [Fact]
    public async Task Row40_The_program_killed_in_the_middle_leaves_no_FFmpeg_and_no_video_and_goes_on()
    {
        await using var studio = await Studio.OpenAsync();
        var ffmpeg = HeldFFmpeg.In(studio);
        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await ffmpeg.HeldAsync();

        await run.KillAsync();
        ffmpeg.Signal("CONT");

        // Nobody tells it: its pipes are closed, and that ends it.
        await Wait.UntilAsync(() => !ffmpeg.Lives, "FFmpeg ends by itself");
        Videos(studio).Should().BeEmpty("a video is whole or not there");
        var retry = await studio.RunAsync("retry", "harbour");
        retry.ExitCode.Should().Be(0, retry.Error);
        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), 2);
    }

    [Fact]
    public async Task Row40_FFmpeg_that_stands_still_is_killed_after_its_time_and_retry_makes_the_video_without_paying()
    {
        await using var studio = (await Studio.OpenAsync()).With("CRASH_STALL", "5");
        var ffmpeg = HeldFFmpeg.In(studio);
        var run = studio.StartStruck("", "kill", "run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await ffmpeg.HeldAsync();

        (await run.ExitsAsync()).Should().Be(1);

        (run.Output + run.Error).Should().Contain("nothing happened for 5 s");
        ffmpeg.Lives.Should().BeFalse();
        Videos(studio).Should().BeEmpty("a video is whole or not there");
        var retry = await studio.RunAsync("retry", "harbour");
        retry.ExitCode.Should().Be(0, retry.Error);
        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), 2);
    }

    [Fact]
    public async Task Row46_Sigterm_ends_a_running_FFmpeg_and_the_next_start_stitches()
    {
        await using var studio = await Studio.OpenAsync();
        var ffmpeg = HeldFFmpeg.In(studio);
        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await ffmpeg.HeldAsync();

        var took = await StopRowTests.TerminateAsync(run, exitCode: 130);

        took.Should().BeLessThan(TimeSpan.FromSeconds(20));
        ffmpeg.Lives.Should().BeFalse();
        (await Books.ReadAsync(studio.Data)).Single().State.Should().Be(RunState.Running, "to be stopped is no failure");
        var retry = await studio.RunAsync("retry", "harbour");
        retry.ExitCode.Should().Be(0, retry.Error);
        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), 2);
    }

    [Fact]
    public async Task Row46_Where_FFmpeg_hears_of_the_stop_first_the_run_has_not_failed()
    {
        await using var studio = await Studio.OpenAsync();
        var ffmpeg = HeldFFmpeg.In(studio);
        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await ffmpeg.HeldAsync();

        // As Ctrl-C does it, or systemd: everybody is told, and each hears of it when it does.
        ffmpeg.Signal("TERM");
        ffmpeg.Signal("CONT");
        await Wait.UntilAsync(() => !ffmpeg.Lives, "FFmpeg ends");
        await StopRowTests.TerminateAsync(run, exitCode: 130);

        (await Books.ReadAsync(studio.Data)).Single().State.Should().Be(RunState.Running);
        var retry = await studio.RunAsync("retry", "harbour");
        retry.ExitCode.Should().Be(0, retry.Error);
        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), 2);
    }

    private static string[] Videos(Studio studio) =>
        Directory.GetFiles(studio.Folder, "harbour.mp4", SearchOption.AllDirectories);
}
