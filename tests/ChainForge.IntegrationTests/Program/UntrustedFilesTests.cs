using ChainForge.IntegrationTests.Faults.Loopback;

namespace ChainForge.IntegrationTests.Program;

/// <summary>What FFmpeg is told about files that came from elsewhere, over a whole run.</summary>
public sealed class UntrustedFilesTests
{
    private static readonly string[] Harmless = ["-protocol_whitelist", "file,pipe", "-f", "mp4", "-i"];

    [Fact]
    public async Task Every_file_that_FFmpeg_reads_is_read_as_an_MP4_that_can_open_nothing_else()
    {
        await using var studio = await Studio.OpenAsync();
        var told = Directory.CreateDirectory(Path.Combine(studio.Folder, "told")).FullName;
        studio.With("ChainForge:FFmpeg:Folder", StubFFmpeg.Noting(studio.Folder, told));
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 3));

        (await studio.RunAsync("run", file)).ExitCode.Should().Be(0);
        var clips = Directory.GetFiles(studio.Folder, "0?.mp4", SearchOption.AllDirectories).Where(clip => clip.Contains("/segments/", StringComparison.Ordinal)).Order().ToArray();
        (await studio.RunAsync(["stitch", .. clips, "--to", "joined.mp4"])).ExitCode.Should().Be(0);

        var read = new List<string>();
        foreach (var arguments in Directory.GetFiles(told).Select(File.ReadAllLines))
        {
            for (var at = 0; at < arguments.Length; at++)
            {
                if (arguments[at] == "-i" && arguments[at + 1] != "pipe:0")
                {
                    arguments[Math.Max(0, at - 4)..(at + 1)].Should().Equal(Harmless, string.Join(' ', arguments));
                    read.Add(arguments[at + 1]);
                }
            }
        }

        read.Should().OnlyContain(name => name.StartsWith("file:/", StringComparison.Ordinal), "a name is taken for no option and no protocol");
        read.Where(name => name.EndsWith("/segments/01.mp4", StringComparison.Ordinal)).Should().NotBeEmpty();
        read.Where(name => name.EndsWith("/segments/03.mp4", StringComparison.Ordinal)).Should().NotBeEmpty();
    }
}
