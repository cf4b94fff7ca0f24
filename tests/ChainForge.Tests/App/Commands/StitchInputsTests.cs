using System.Diagnostics;
using ChainForge.App.Commands;

namespace ChainForge.Tests.App.Commands;

public sealed class StitchInputsTests : IDisposable
{
    private static readonly byte[] Mp4 = [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 2, 0];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chainforge-stitch-");

    private string Output => PathOf("stitched.mp4");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_folder_means_its_clips_as_people_count_and_not_the_video_of_the_last_time()
    {
        foreach (var name in new[] { "clip10.mp4", "clip2.mp4", "Clip1.MP4", "stitched.mp4", "notes.txt" })
        {
            await File.WriteAllBytesAsync(PathOf(name), Mp4);
        }

        var inputs = await OfAsync(_folder.FullName);

        inputs.Problems.Should().BeEmpty();
        inputs.Clips.Select(clip => Path.GetFileName(clip)).Should().Equal("Clip1.MP4", "clip2.mp4", "clip10.mp4");
    }

    [Fact]
    public async Task Every_mistake_is_told_with_the_file_and_what_to_do()
    {
        await File.WriteAllTextAsync(PathOf("page.mp4"), "<html>not found</html>");
        await File.WriteAllBytesAsync(Output, Mp4);
        var empty = _folder.CreateSubdirectory("empty").FullName;

        var inputs = await OfAsync(empty, PathOf("page.mp4"), PathOf("gone.mp4"), Output);

        inputs.Problems.Should().SatisfyRespectively(
            problem => problem.Should().Contain(empty).And.Contain("no MP4 in this folder"),
            problem => problem.Should().Contain("page.mp4").And.Contain("web page"),
            problem => problem.Should().Contain("gone.mp4").And.Contain("no such file"),
            problem => problem.Should().Contain("stitched.mp4").And.Contain("--to"));
    }

    [Fact]
    public async Task A_clip_is_never_written_over_by_whatever_name()
    {
        var real = _folder.CreateSubdirectory("real").FullName;
        await File.WriteAllBytesAsync(Path.Combine(real, "clip.mp4"), Mp4);
        Directory.CreateSymbolicLink(PathOf("link"), real);
        File.CreateSymbolicLink(PathOf("other.mp4"), Path.Combine(real, "clip.mp4"));

        foreach (var output in new[] { PathOf("link/clip.mp4"), PathOf("other.mp4"), Path.Combine(real, "../link/./clip.mp4") })
        {
            (await StitchInputs.OfAsync([Path.Combine(real, "clip.mp4")], output, null, CancellationToken.None)).Problems.Should().ContainSingle().Which.Should().Contain("written over this clip");
            (await StitchInputs.OfAsync([real], output, null, CancellationToken.None)).Clips.Should().BeEmpty("in a folder it is the video of the last time");
        }
    }

    [Fact]
    public async Task Music_is_looked_for_and_not_written_over_before_any_work()
    {
        await File.WriteAllBytesAsync(PathOf("clip.mp4"), Mp4);
        await File.WriteAllBytesAsync(PathOf("music.mp4"), Mp4);

        (await MusicAsync("music.mp4", "music.mp4")).Should().ContainSingle().Which.Should().StartWith(PathOf("music.mp4")).And.Contain("written over this music");
        (await MusicAsync("gone.mp3", "stitched.mp4")).Should().ContainSingle().Which.Should().StartWith(PathOf("gone.mp3")).And.Contain("no such file");
        (await MusicAsync("", "stitched.mp4")).Should().ContainSingle().Which.Should().Contain("a folder");
        (await MusicAsync("music.mp4", "stitched.mp4")).Should().BeEmpty();

        async Task<IReadOnlyList<string>> MusicAsync(string music, string output) =>
            (await StitchInputs.OfAsync([PathOf("clip.mp4")], PathOf(output), PathOf(music), CancellationToken.None)).Problems;
    }

    [Fact]
    public async Task Names_that_lead_nowhere_are_told_as_such()
    {
        File.CreateSymbolicLink(PathOf("dangling.mp4"), PathOf("nowhere.mp4"));
        File.CreateSymbolicLink(PathOf("loop.mp4"), PathOf("loop.mp4"));

        var inputs = await OfAsync("", "--color", PathOf("dangling.mp4"), PathOf("loop.mp4"));

        inputs.Problems.Should().SatisfyRespectively(
            problem => problem.Should().StartWith("'': there is no such file"),
            problem => problem.Should().StartWith("--color: there is no such option"),
            problem => problem.Should().Contain("dangling.mp4: there is no such file"),
            problem => problem.Should().Contain("loop.mp4: ").And.NotContain("' "));
    }

    [Fact]
    public async Task Nobody_waits_for_a_pipe_without_a_writer()
    {
        using (var mkfifo = Process.Start("mkfifo", [PathOf("pipe.mp4")]))
        {
            await mkfifo.WaitForExitAsync();
        }

        await File.WriteAllBytesAsync(PathOf("empty.mp4"), []);

        var inputs = await StitchInputs.OfAsync([PathOf("pipe.mp4"), PathOf("empty.mp4")], Output, PathOf("pipe.mp4"), CancellationToken.None);

        inputs.Problems.Should().HaveCount(3).And.OnlyContain(problem => problem.Contains("is empty, or a pipe and no file"));
    }

    [Fact]
    public async Task What_is_hidden_in_a_folder_is_no_clip()
    {
        await File.WriteAllBytesAsync(PathOf(".half.mp4"), Mp4);
        await File.WriteAllBytesAsync(PathOf("clip.mp4"), Mp4);

        (await OfAsync(_folder.FullName)).Clips.Should().Equal(PathOf("clip.mp4"));
    }

    [Theory]
    [InlineData("film.txt", "is an MP4")]
    [InlineData("null", "is an MP4")]
    [InlineData("", "is a folder")]
    public async Task Nothing_but_a_video_is_replaced_by_one(string output, string why)
    {
        await File.WriteAllBytesAsync(PathOf("clip.mp4"), Mp4);

        var inputs = await StitchInputs.OfAsync([PathOf("clip.mp4")], PathOf(output), null, CancellationToken.None);

        inputs.Problems.Should().ContainSingle().Which.Should().StartWith(PathOf(output)).And.Contain(why).And.Contain("--to");
    }

    [Theory]
    [InlineData("clip2", "clip10", -1)]
    [InlineData("a", "b", -1)]
    [InlineData("2026112612345678901234567890a", "2026112612345678901234567891a", -1)]
    [InlineData("clip", "clip1", -1)]
    [InlineData("clip02", "clip2", -1)]
    [InlineData("same", "same", 0)]
    public void Numbers_in_names_are_counted(string one, string other, int sign)
    {
        Math.Sign(NaturalOrder.Instance.Compare(one, other)).Should().Be(sign);
        Math.Sign(NaturalOrder.Instance.Compare(other, one)).Should().Be(-sign);
    }

    private Task<StitchInputs> OfAsync(params string[] named) => StitchInputs.OfAsync(named, Output, null, CancellationToken.None);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
