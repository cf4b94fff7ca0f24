using ChainForge.IntegrationTests.Program;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>FFmpeg fails while the video is made: nothing is paid again, nothing half-made is left, and a retry makes it.</summary>
[TakesLong(85)]
public sealed class Row40StitchTests
{
    private const string Encoder = "*libx264*";
    private const string Sound = "*sound.mp4*";

    // The limit of a file's size stands in for a full disk: it needs no rights, and fails the same write.
    private const string FullDisk = "trap '' XFSZ; ulimit -f 1";

    [Theory]
    [InlineData("echo the encoder broke >&2; exit 3", "the encoder broke")]
    [InlineData("kill -9 $$", "exit code 137")]
    [InlineData("for last; do :; done; : > \"${last#file:}\"; cat > /dev/null; exit 0", "could not")]
    public async Task Row40_A_failing_ffmpeg_ends_the_run_with_its_words_and_retry_makes_the_video_without_paying_again(string does, string says)
    {
        await using var studio = await Studio.OpenAsync();
        studio.With("ChainForge:FFmpeg:Folder", StubFFmpeg.In(studio.Folder, Encoder, does));

        var failed = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));

        failed.ExitCode.Should().Be(1, failed.Output + failed.Error);
        failed.Output.Should().Contain(says).And.Contain("retry");
        File.Exists(studio.Video("harbour")).Should().BeFalse();
        Leftovers(studio).Should().BeEmpty();
        StubFFmpeg.In(studio.Folder, Encoder, ":");
        (await studio.RunAsync("retry", "harbour")).ExitCode.Should().Be(0);
        await EndsAsync(studio);
    }

    [Fact]
    public async Task Row38_A_disk_that_is_full_while_the_video_is_made_is_named_and_the_clips_are_kept()
    {
        await using var studio = await Studio.OpenAsync();

        studio.With("ChainForge:FFmpeg:Folder", StubFFmpeg.In(studio.Folder, Sound, FullDisk));

        var failed = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));

        failed.ExitCode.Should().Be(1, failed.Output + failed.Error);
        failed.Output.Should().Contain("make room and try again").And.Contain("File too large");
        Directory.GetFiles(Path.Combine(studio.Folder, "output"), "0?.mp4", SearchOption.AllDirectories).Should().HaveCount(2);
        Leftovers(studio).Should().BeEmpty();
        StubFFmpeg.In(studio.Folder, Sound, ":");
        (await studio.RunAsync("retry", "harbour")).ExitCode.Should().Be(0);
        await EndsAsync(studio);
    }

    [Fact]
    public async Task Row38_A_disk_that_is_full_when_a_clip_arrives_is_waited_for_and_the_clip_is_not_fetched_again()
    {
        await using var studio = await Studio.OpenAsync();
        studio.With("ChainForge:FFmpeg:Folder", StubFFmpeg.In(studio.Folder, Encoder, FullDisk));

        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await run.SeesAsync("could not be written");
        run.Output.Should().Contain("make room and try again").And.Contain("File too large").And.Contain("again in");
        StubFFmpeg.In(studio.Folder, Encoder, ":");

        (await run.ExitsAsync()).Should().Be(0, run.Output + run.Error);
        await EndsAsync(studio);
        studio.Simulator.State.Requests.Where(request => request.Path.EndsWith(".mp4", StringComparison.Ordinal)).Should().HaveCount(2).And.OnlyHaveUniqueItems(request => request.Path);
    }

    [Fact]
    public async Task Row40_Without_an_ffmpeg_nothing_is_bought()
    {
        await using var studio = await Studio.OpenAsync();
        studio.With("ChainForge:FFmpeg:Folder", Directory.CreateDirectory(Path.Combine(studio.Folder, "empty")).FullName);

        var (exitCode, _, error) = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)));

        exitCode.Should().Be(1);
        error.Should().Contain("ffmpeg was not found in").And.Contain("Install FFmpeg");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Row40_Clips_of_differing_size_are_encoded_to_one()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new Fault { Job = new JobFault { Scale = 0.5 } }, match: new FaultMatch { Nth = 2 });

        var (exitCode, output, error) = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));

        exitCode.Should().Be(0, output + error);
        await EndsAsync(studio);
    }

    private static async Task EndsAsync(Studio studio)
    {
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
        var run = (await studio.RunsAsync()).Single();
        run.GetProperty("state").GetString().Should().Be("completed");
        run.GetProperty("credits").GetProperty("spent").GetDecimal().Should().Be(studio.Simulator.State.Bill.TotalCredits);
        (await Mp4.ProbeAsync(studio.Video("harbour"))).Frames.Should().BeGreaterThan(20);
    }

    private static string[] Leftovers(Studio studio) =>
        Directory.GetFileSystemEntries(Path.Combine(studio.Folder, "output"), "*.partial", SearchOption.AllDirectories);
}
