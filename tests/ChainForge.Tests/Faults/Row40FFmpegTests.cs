using System.Diagnostics;
using ChainForge.Media;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>FFmpeg that does not end by itself: it is killed with all that it started, and nobody waits for what got away.</summary>
public sealed class Row40FFmpegTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("echo about to hang >&2; sleep 600 & echo $! > {pid}; wait", true)]
    [InlineData("echo about to hang >&2; setsid sleep 600 & echo $! > {pid}; sleep 600", false)]
    public async Task Row40_A_hanging_ffmpeg_is_killed_after_the_time_limit_with_its_children_and_its_words_are_kept(string script, bool isFamily)
    {
        var pid = _folder.Of("pid");
        var command = new FFmpegCommand("/bin/sh", ["-c", script.Replace("{pid}", pid)], "do anything");

        var failure = await ((Func<Task>)(() => FFmpegProcess.RunAsync(command, TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None)))
            .Should().ThrowAsync<MediaException>();

        failure.Which.Message.Should().Contain("nothing happened for 1 s").And.Contain("about to hang");
        var child = int.Parse(await File.ReadAllTextAsync(pid));
        if (isFamily)
        {
            Lives(child).Should().BeFalse("what it started dies with it");
        }

        End(child);
    }

    [Fact]
    public async Task Row40_A_killed_ffmpeg_says_so_and_is_not_taken_for_a_success()
    {
        var command = new FFmpegCommand("/bin/sh", ["-c", "kill -9 $$"], "do anything");

        (await ((Func<Task>)(() => FFmpegProcess.RunAsync(command, TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None)))
            .Should().ThrowAsync<MediaException>()).WithMessage("*exit code 137*");
    }

    public void Dispose() => _folder.Dispose();

    // A corpse that nobody buried yet is dead.
    private static bool Lives(int pid) => File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0] != 'Z';

    // One that left its family on purpose cannot be found by anybody: the test ends it itself.
    private static void End(int pid)
    {
        try
        {
            Process.GetProcessById(pid).Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It is gone, as it should be.
        }
    }
}
