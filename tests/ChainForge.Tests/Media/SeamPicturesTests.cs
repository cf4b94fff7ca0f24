using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class SeamPicturesTests : MediaFolder
{
    private static readonly TestFilm Film = new();

    [Theory]
    [InlineData(ClipRecipe.Usual)]
    [InlineData("-c:v libx264 -preset fast -crf 18 -bf 0 -g 250 -pix_fmt yuv420p")]
    [InlineData("-c:v libx264 -preset fast -crf 18 -bf 3 -g 12 -pix_fmt yuv420p")]
    public async Task An_excerpt_shows_the_wanted_frames_without_decoding_the_film(string encoder)
    {
        var film = await ClipAsync("film.mp4", new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(0, 60)], SampleRate = null, Video = encoder });
        int[] wanted = [0, 17, 18, 41, 59];

        var excerpt = await FrameExcerpt.OfAsync(await ProbeAsync(film), wanted, PathOf("excerpt.mp4"), CancellationToken.None);

        excerpt.Path.Should().Be(PathOf("excerpt.mp4"));
        var numbers = await NumbersAsync(excerpt.Path, Film);
        excerpt.Ranks.Select(rank => numbers[rank]).Should().Equal(wanted);
    }

    [Fact]
    public async Task Each_joint_gets_a_picture_of_both_frames_and_their_difference()
    {
        var film = await ClipAsync("film.mp4", new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(0, 20), 20, .. Enumerable.Range(300, 20)], SampleRate = null });

        // The clip between the joints has one frame: it lies on both sides of it.
        var names = await new JointPictures(Tools).CreateAsync(film, [20, 21], PathOf("seams"), CancellationToken.None);

        names.Should().Equal("joint-001.jpg", "joint-002.jpg");
        Files().Should().Equal("film.mp4", "joint-001.jpg", "joint-002.jpg", "seams");
        var (one, other) = (await DifferenceAsync("joint-001.jpg"), await DifferenceAsync("joint-002.jpg"));
        other.Should().BeGreaterThan(one, "another scene differs more than the next frame");
    }

    [Fact]
    public async Task The_report_beside_a_video_has_figures_pictures_and_charts_and_cannot_be_written_into()
    {
        var made = await JoinAsync(new StitchOptions(), await ChainAsync(Frames(0, 30), Frames(29, 30)));
        var seams = SeamReport.Of(made, ["<script>alert(1)</script>", "b"]);

        var page = await new StitchReport(Tools).WriteAsync(made, seams, StitchReport.FolderOf(made.Result.Path), CancellationToken.None);

        page.Should().Be(PathOf(Path.Combine("out-report", "report.html")));
        var html = await File.ReadAllTextAsync(page);
        html.Should().NotContain("<script").And.Contain("&lt;script&gt;").And.Contain("src=\"../out.mp4\"").And.Contain("src=\"film-strip.png\"").And.Contain("src=\"seams/joint-001.jpg\"");
        html.Split("<svg").Should().HaveCountGreaterThan(4);
        html.Should().NotContain("NaN").And.NotContain("∞");
        var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(PathOf(Path.Combine("out-report", "seams.json")))).RootElement;
        var joint = json.GetProperty("joints")[0];
        (joint.GetProperty("atFrame").GetInt32(), joint.GetProperty("droppedTailFrames").GetInt32(), joint.GetProperty("grade").GetString()).Should().Be((29, 1, "good"));
        json.GetProperty("segments")[1].GetProperty("drift").GetProperty("yStepLevels").GetDouble().Should().BeInRange(-8, 8);
        Files().Should().NotContain(name => name.EndsWith(".partial"));
    }

    private static ClipRecipe Frames(int from, int count) => new() { Film = Film, Frames = [.. Enumerable.Range(from, count)], SampleRate = null };

    /// <summary>Mean level of the third pane.</summary>
    private async Task<double> DifferenceAsync(string name)
    {
        await RunAsync("-i", PathOf(Path.Combine("seams", name)), "-vf", "crop=iw/3-4:ih:iw*2/3+4:0", "-f", "rawvideo", "-pix_fmt", "gray", PathOf(name + ".gray"));
        return (await File.ReadAllBytesAsync(PathOf(name + ".gray"))).Average(level => (double)level);
    }
}
