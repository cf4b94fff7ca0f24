using ChainForge.Media;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Media.FFmpeg;

/// <summary>Who lives is left alone, who is not wanted may rest, and whoever ends by himself is told from one who was cancelled.</summary>
public sealed class FFmpegProcessTests
{
    // Was: only a full buffer of 64 KB counted, so that a check that prints a few words twice a second was killed after two minutes.
    [Fact]
    public async Task A_few_words_now_and_then_are_a_sign_of_life()
    {
        var text = await FFmpegProcess.ReadTextAsync(Shell("for i in 1 2 3 4 5 6 7; do echo $i; sleep 0.5; done"), TimeSpan.FromSeconds(2), TimeProvider.System, CancellationToken.None);

        text.Should().Be("1\n2\n3\n4\n5\n6\n7\n");
    }

    // Was: the decoder of the next clip, started ahead of its turn, was killed when the clip before took more than two minutes.
    [Fact]
    public async Task One_that_nobody_reads_from_may_stand_still_for_long()
    {
        var time = new FakeTimeProvider();
        await using var process = FFmpegProcess.Start(Shell("head -c 1000000 /dev/zero"), TimeSpan.FromMinutes(2), time, CancellationToken.None);
        var frame = new byte[400_000];
        (await process.ReadAsync(frame)).Should().Be(frame.Length);

        time.Advance(TimeSpan.FromHours(1));

        (await process.ReadAsync(new byte[1_000_000])).Should().Be(600_000);
        await process.CompleteAsync();
    }

    [Fact]
    public async Task One_that_is_fed_may_talk_as_much_as_it_likes()
    {
        await using var process = FFmpegProcess.Start(Shell("head -c 300000 /dev/zero; cat > /dev/null") with { FeedsInput = true }, TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);

        await process.WriteAsync(new byte[300_000]);

        await process.Awaiting(p => p.CompleteAsync()).Should().NotThrowAsync();
    }

    [Fact]
    public async Task One_that_never_ends_is_killed_however_lively_it_is()
    {
        var run = () => FFmpegProcess.RunAsync(Shell("while :; do echo alive; sleep 0.1; done") with { MostTime = TimeSpan.FromSeconds(1) }, TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);

        (await run.Should().ThrowAsync<MediaException>()).WithMessage("FFmpeg could not do anything: it did not end within *");
    }

    // Was: taken for a cancellation, which nobody had asked for and nobody handled.
    [Theory]
    [InlineData("kill -TERM $$")]
    [InlineData("exit 130")]
    [InlineData("exit 255")]
    public async Task One_that_was_told_to_stop_by_a_stranger_has_failed(string script)
    {
        var run = () => FFmpegProcess.RunAsync(Shell(script), TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);

        (await run.Should().ThrowAsync<MediaException>()).WithMessage("*somebody told it to stop*");
    }

    [Fact]
    public async Task One_that_was_told_to_stop_together_with_us_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var run = FFmpegProcess.RunAsync(Shell("kill -TERM $$"), TimeSpan.FromMinutes(1), new FakeTimeProvider(), cancel.Token);

        await cancel.CancelAsync();

        await ((Func<Task>)(() => run)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("echo '[h264 @ 0x55d0c1a2] no frame!' >&2; exit 1", "FFmpeg could not do anything (exit code 1). Try another. It said: [h264] no frame!")]
    [InlineData("echo no >&2; kill -9 $$", "FFmpeg could not do anything (exit code 137). It said: no")]
    public async Task What_a_person_can_do_is_told_where_it_complains_and_not_where_it_was_killed(string script, string message)
    {
        var run = () => FFmpegProcess.RunAsync(Shell(script) with { Remedy = "Try another." }, TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);

        (await run.Should().ThrowAsync<MediaException>()).Which.Message.Should().Be(message);
    }

    [Fact]
    public async Task What_it_says_is_fit_to_be_shown()
    {
        var run = () => FFmpegProcess.RunAsync(
            Shell("printf 'file:/srv/my films/clip.mp4: bad \\033[31mdata\\a in /var/lib/secret/place/x.bin near https://host.example/p?sig=1, pictai_canary\\n' >&2; exit 1", "file:/srv/my films/clip.mp4"),
            TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);

        (await run.Should().ThrowAsync<MediaException>()).Which.Message.Should().EndWith("It said: clip.mp4: bad [31mdata in x.bin near https://host.example/… [key]");
    }

    // Was: it got all of ours, and it reads files of strangers.
    [Fact]
    public async Task It_gets_nothing_of_our_environment_but_what_it_needs()
    {
        Environment.SetEnvironmentVariable("PICTORY_API_KEY_OF_A_TEST", "pictai_canary");

        var seen = await FFmpegProcess.ReadTextAsync(Shell("env"), TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);

        seen.Should().Contain("PATH=").And.NotContain("canary");
        seen.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Except(["PWD", "SHLVL", "_", "OLDPWD"])
            .Should().OnlyContain(name => FFmpegLaunch.MayPass(name));
    }

    private static FFmpegCommand Shell(string script, params string[] arguments) => new("/bin/sh", ["-c", script, .. arguments], "do anything");
}
