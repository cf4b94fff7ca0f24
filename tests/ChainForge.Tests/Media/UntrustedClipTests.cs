using ChainForge.Media;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Media;

public sealed class UntrustedClipTests : MediaFolder
{
    [Theory]
    [InlineData("<!DOCTYPE html><html><body>403</body></html>", "it is a web page or XML")]
    [InlineData("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n", "it is a playlist")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n", "it is a playlist")]
    [InlineData("{\"message\":\"Forbidden\"}", "it is JSON, probably an error message")]
    [InlineData("", "it is empty, or a pipe and no file")]
    [InlineData("\0\0\0\u0018ftypisom garbage garbage garbage garbage", "the clip is damaged")]
    public async Task What_is_no_video_is_refused_in_words(string content, string why)
    {
        await File.WriteAllTextAsync(PathOf("clip.mp4"), content);

        var probe = () => ProbeAsync(PathOf("clip.mp4"));

        (await probe.Should().ThrowAsync<MediaException>()).Which.Message.Should().StartWith("clip.mp4: ").And.Contain(why).And.Contain("Download it again");
    }

    // The signature is looked at before; should that ever let one through, FFmpeg itself must not follow it.
    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{0}a.ts\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile {0}a.mp4\n")]
    public async Task Behind_the_signature_FFmpeg_opens_nothing_that_a_file_names(string playlist)
    {
        await using var listener = new RawServer(exchange => exchange.ReplyAsync(200, "never"));
        await File.WriteAllTextAsync(PathOf("clip.mp4"), string.Format(playlist, listener.Url));
        var command = FFmpegCommand.FFmpeg(Tools, "read it", [.. FFmpegCommand.Untrusted(PathOf("clip.mp4")), "-f", "null", "-"]);

        await ((Func<Task>)(() => FFmpegProcess.RunAsync(command, TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None))).Should().ThrowAsync<MediaException>();

        listener.Connections.Should().Be(0);
    }

    [Fact]
    public async Task A_missing_clip_is_named()
    {
        var probe = () => ProbeAsync(PathOf("gone.mp4"));

        await probe.Should().ThrowAsync<MediaException>().WithMessage("gone.mp4: the clip is not there. Download it again.");
    }

    [Theory]
    [InlineData("+faststart", "it is cut off")]
    [InlineData("0", "the clip is damaged")]
    public async Task A_cut_off_clip_is_refused(string movflags, string why)
    {
        var clip = await ClipAsync("clip.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 24)], Video = $"-c:v libx264 -preset fast -movflags {movflags}" });
        using (var file = File.OpenWrite(clip))
        {
            file.SetLength(file.Length * 2 / 3);
        }

        var probe = () => ProbeAsync(clip);

        await probe.Should().ThrowAsync<MediaException>().WithMessage($"clip.mp4: *{why}*");
    }

    [Fact]
    public async Task A_clip_without_a_picture_is_refused()
    {
        await RunAsync("-f", "lavfi", "-i", "sine=d=0.2", "-c:a", "aac", PathOf("clip.mp4"));

        var probe = () => ProbeAsync(PathOf("clip.mp4"));

        await probe.Should().ThrowAsync<MediaException>().WithMessage("clip.mp4: there is no picture in it.*");
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(8, 64, false)]
    [InlineData(16, 16, true)]
    public async Task A_picture_that_is_too_small_to_be_looked_at_is_refused(int width, int height, bool works)
    {
        var tiny = await ClipAsync("tiny.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 24)], Filter = $"scale={width}:{height}" });

        var join = () => JoinAsync(new StitchOptions(), new(tiny, JointKind.Cut), new(tiny, JointKind.Cut));

        if (works)
        {
            (await join()).Result.Video.FrameCount.Should().Be(48);
        }
        else
        {
            await join.Should().ThrowAsync<MediaException>().WithMessage($"tiny.mp4: its picture has {width}x{height} pixels, and 16x16 are the least.*");
        }
    }

    [Fact]
    public async Task Nothing_is_left_when_a_clip_can_not_be_decoded()
    {
        var good = await ClipAsync("a.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 12)] });
        var info = await ProbeAsync(good);
        var plan = StitchPlanner.Plan([info with { FrameCount = 13, Duration = info.FrameRate.Length(13) }], [], new StitchOptions());

        var stitch = () => new Stitcher(Tools).StitchAsync(plan, PathOf("out.mp4"), null, CancellationToken.None);

        await stitch.Should().ThrowAsync<MediaException>().WithMessage("a.mp4: 13 frames are listed, 12 can be decoded.*");
        Files().Should().Equal("a.mp4");
    }
}
