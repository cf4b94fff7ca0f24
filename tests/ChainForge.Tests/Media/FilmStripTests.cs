using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class FilmStripTests : MediaFolder
{
    [Fact]
    public async Task A_strip_is_drawn_at_once_or_not_at_all()
    {
        var clip = await ClipAsync("clip.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 40)] });

        await new FilmStrip(Tools).CreateAsync(clip, [12, 25], PathOf("strip.png"), CancellationToken.None);

        Files().Should().Equal("clip.mp4", "strip.png");
        await RunAsync("-i", PathOf("strip.png"), "-f", "rawvideo", "-pix_fmt", "rgb24", PathOf("strip.rgb"));
        var layout = FilmStripLayout.For(8, 192, 108);
        var pixels = await File.ReadAllBytesAsync(PathOf("strip.rgb"));
        pixels.Should().HaveCount(layout.Width * layout.Height * 3);
        layout.Width.Should().BeLessThanOrEqualTo(1600);
        Pixel(2, 2).Should().Be((22, 21, 24), "the film's base is dark");
        Pixel(12, 12).Should().Be((226, 222, 212), "there are sprocket holes");
        Enumerable.Range(1, 7).Count(i => Pixel(layout.Left(i) - 4, layout.Top(0) + 20) == (255, 176, 46)).Should().Be(2, "each seam is marked");

        (byte R, byte G, byte B) Pixel(int x, int y)
        {
            var at = ((y * layout.Width) + x) * 3;
            return (pixels[at], pixels[at + 1], pixels[at + 2]);
        }
    }

    [Theory]
    [InlineData(1, new int[0], new[] { 0 })]
    [InlineData(5, new int[0], new[] { 0, 1, 2, 3, 4 })]
    [InlineData(100, new[] { 40, 70 }, new[] { 0, 19, 39, 40, 54, 69, 70, 99 })]
    public void Both_sides_of_each_seam_are_chosen(int total, int[] seams, int[] expected)
    {
        FilmStripFrames.Choose(total, seams).Should().Equal(expected);
    }

    [Fact]
    public void Of_very_many_seams_some_are_shown()
    {
        FilmStripFrames.Choose(10000, [.. Enumerable.Range(1, 499).Select(i => i * 20)]).Should().HaveCount(24).And.OnlyHaveUniqueItems();
    }
}
