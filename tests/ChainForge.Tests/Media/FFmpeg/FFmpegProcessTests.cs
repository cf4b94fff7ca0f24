using ChainForge.Media;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Media;

public sealed class FFmpegProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_program_that_says_little_but_goes_on_is_not_taken_for_one_that_hangs()
    {
        var text = await FFmpegProcess.ReadTextAsync(Shell("for i in 1 2 3 4 5 6; do echo $i; sleep 0.5; done"), Limit, TimeProvider.System, CancellationToken.None);

        text.Should().Be("1\n2\n3\n4\n5\n6\n");
    }

    [Fact]
    public async Task A_decoder_that_waits_for_its_turn_is_not_killed_meanwhile()
    {
        var time = new FakeTimeProvider();
        await using var process = FFmpegProcess.Start(Shell("cat /dev/zero | head -c 1000000"), Limit, time, CancellationToken.None);
        await process.ReadAsync(new byte[1000]);

        time.Advance(10 * Limit);

        (await process.ReadAsync(new byte[999_000])).Should().Be(999_000);
        await process.CompleteAsync();
    }

    [Fact]
    public async Task The_environment_of_what_reads_strangers_files_holds_no_secret()
    {
        Environment.SetEnvironmentVariable("PICTORY_PROBE", "secret");
        Environment.SetEnvironmentVariable("ChainForge__Probe", "secret");

        var environment = await FFmpegProcess.ReadTextAsync(Shell("env"), Limit, TimeProvider.System, CancellationToken.None);

        environment.Should().Contain("PATH=").And.NotContain("secret");
    }

    private static FFmpegCommand Shell(string script) => new("/bin/sh", ["-c", script], "do anything");
}
