using ChainForge.IntegrationTests.Faults.Loopback;

namespace ChainForge.IntegrationTests.Program;

/// <summary>What a run still has to do once its last clip is there.</summary>
public sealed class LastDownloadTests
{
    [Fact]
    public async Task After_the_last_download_no_clip_is_decoded_and_no_frame_encoded_again()
    {
        await using var studio = await Studio.OpenAsync();
        var log = Path.Combine(studio.Folder, "ffmpeg.log");
        studio.With("ChainForge:FFmpeg:Folder", StubFFmpeg.In(studio.Folder, "*", $"echo \"$*\" >> '{log}'"));

        var (exitCode, output, error) = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 4)));

        exitCode.Should().Be(0, output + error);
        var calls = await File.ReadAllLinesAsync(log);
        var arrivals = Enumerable.Range(0, calls.Length).Where(i => calls[i].Contains("-last.png", StringComparison.Ordinal)).ToList();
        arrivals.Should().HaveCount(4, "one decode a clip gives its last frame and everything else that is wanted of its picture");
        calls[..arrivals[^1]].Should().Contain(call => call.Contains("libx264", StringComparison.Ordinal), "the ends of clips are made while the provider still works");
        var rest = calls[(arrivals[^1] + 1)..];
        rest.Should().Contain(call => call.Contains("-c:a aac", StringComparison.Ordinal));
        rest.Should().NotContain(call => call.Contains("libx264", StringComparison.Ordinal), "every frame is there");
        rest.Should().NotContain(call => call.Contains("/segments/", StringComparison.Ordinal) && call.Contains("0:v", StringComparison.Ordinal), "every clip was looked at when it arrived");
    }
}
