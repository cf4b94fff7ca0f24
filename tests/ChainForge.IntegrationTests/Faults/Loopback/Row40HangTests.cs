using ChainForge.Media;
using ChainForge.Runs;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>An FFmpeg that never ends while the video is made.</summary>
public sealed class Row40HangTests
{
    [Fact]
    public async Task Row40_An_ffmpeg_that_hangs_is_killed_with_its_children_after_its_time_and_retry_makes_the_video_without_paying_again()
    {
        var limits = new MediaLimits { Stall = TimeSpan.FromSeconds(3) };
        var folder = "";
        await using var bench = await LoopbackBench.OpenAsync(new()
        {
            Media = root => new ClipMedia(new FFmpegLocator(StubFFmpeg.In(folder = root, "*sound.mp4*", $"echo about to hang >&2; sleep 600 & echo $! >>'{root}/hung'; wait")).Find(), TimeProvider.System, limits),
        });

        var run = await bench.StartAndDriveAsync(LoopbackBench.Chain(2));

        await Oracle.EndsAsync(bench, run, RunState.Failed);
        run.Reason.Should().Contain("nothing happened for 3 s").And.Contain("about to hang").And.Contain("retry");
        var hung = await File.ReadAllLinesAsync(Path.Combine(folder, "hung"));
        hung.Should().NotBeEmpty().And.OnlyContain(pid => !Lives(pid), "what it had started died with it");
        Directory.GetFiles(bench.Options.OutputFolder, "harbour.mp4", SearchOption.AllDirectories).Should().BeEmpty();
        Directory.GetFileSystemEntries(bench.Options.OutputFolder, "*.partial", SearchOption.AllDirectories).Should().BeEmpty();

        StubFFmpeg.In(folder, "*sound.mp4*", ":");
        await bench.Engine.RetryAsync(run.Id);
        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
        bench.Posts.Should().HaveCount(2);
    }

    // A corpse that nobody buried yet is dead.
    private static bool Lives(string pid) => File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0] != 'Z';
}
