using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class LastFrameTests : MediaFolder
{
    private static readonly TestFilm Film = new();

    [Theory]
    [InlineData("-c:v libx264 -preset fast -bf 3 -g 250")]
    [InlineData("-c:v libx264 -preset fast -bf 0 -g 12")]
    [InlineData("-c:v libx264 -preset fast -bf 3 -x264-params open-gop=1:keyint=20")]
    public async Task It_is_the_true_last_frame(string encoder)
    {
        var clip = await ClipAsync("clip.mp4", new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(0, 120)], Video = encoder });

        await LookAtAsync(clip);

        (await FramesAsync(PathOf("last.png"), 192, 108)).Should().ContainSingle().Which.Should().Match<byte[]>(f => Film.Read(f) == 119);
        Files().Should().NotContain(name => name.EndsWith(".partial"));
    }

    [Fact]
    public async Task An_untagged_HD_clip_keeps_its_colours()
    {
        // Pure red in bt709: read with FFmpeg's own default, bt601, it comes out a dozen levels off.
        await RunAsync("-f", "lavfi", "-i", "color=c=0xC03020:s=1280x720:r=24:d=0.1", "-vf", "scale=out_color_matrix=bt709,format=yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "5", PathOf("hd.mp4"));

        await LookAtAsync(PathOf("hd.mp4"));
        await RunAsync("-i", PathOf("last.png"), "-f", "rawvideo", "-pix_fmt", "rgb24", PathOf("last.rgb"));

        var rgb = await File.ReadAllBytesAsync(PathOf("last.rgb"));
        rgb.Take(3).Zip([0xC0, 0x30, 0x20]).Should().OnlyContain(p => Math.Abs(p.First - p.Second) <= 3);
    }
}
