using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Frames that were paid for stay as they are: the decoded video is, frame for frame, what the clips decode to.</summary>
public sealed class CopyTests : MediaFolder
{
    private const string BFrames = "-c:v libx264 -preset fast -crf 18 -bf 3 -g 250 -pix_fmt yuv420p";
    private const string ShortGroups = "-c:v libx264 -preset medium -crf 20 -bf 3 -g 12 -pix_fmt yuv420p";
    private const string Baseline = "-c:v libx264 -preset veryfast -crf 20 -profile:v baseline -g 250 -pix_fmt yuv420p";

    private static readonly TestFilm Film = new();

    [Theory]
    [InlineData(BFrames, 2)]
    [InlineData(ShortGroups, 2)]
    [InlineData(Baseline, 0)]
    public async Task Only_the_few_frames_behind_a_clean_cut_are_encoded_anew(string video, int mostAJoint)
    {
        var clips = await CutAsync([.. Enumerable.Repeat(video, 4)], 40, 37, 43, 40);

        var report = await JoinAsync(new StitchOptions(), clips);

        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 40 + 36 + 42 + 39));
        report.Result.EncodedFrames.Should().BeLessThanOrEqualTo(3 * mostAJoint, report.Result.Way);
        (await ChangedAsync(report, clips)).Should().HaveCountLessThanOrEqualTo(report.Result.EncodedFrames);
    }

    [Fact]
    public async Task Clips_of_different_encoders_share_one_track()
    {
        var clips = await CutAsync([BFrames, Baseline, "-c:v libx264 -preset slow -crf 23 -bf 5 -x264-params slices=4 -pix_fmt yuv420p", BFrames], 40, 37, 43, 40);

        var report = await JoinAsync(new StitchOptions(), clips);

        report.Result.Way.Should().Contain("bit for bit");
        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 40 + 36 + 42 + 39));
        (await ChangedAsync(report, clips)).Should().HaveCountLessThanOrEqualTo(report.Result.EncodedFrames);
    }

    [Fact]
    public async Task Encoding_all_anew_gives_the_same_frames_in_the_same_order()
    {
        var clips = await CutAsync([BFrames, ShortGroups, Baseline], 40, 37, 43);

        var copied = await JoinAsync(new StitchOptions(), clips);
        var frames = await FramesAsync(copied.Result.Path, Film.Width, Film.Height);
        var encoded = await JoinAsync(new StitchOptions { Quality = QualityMode.Reencode }, clips);

        encoded.Summary.Should().EndWith("all frames are encoded anew: it was asked for");
        encoded.Result.EncodedFrames.Should().Be(40 + 36 + 42);
        var again = await FramesAsync(encoded.Result.Path, Film.Width, Film.Height);
        again.Select(frame => Film.Read(frame)).Should().Equal(frames.Select(frame => Film.Read(frame))).And.Equal(Enumerable.Range(0, 40 + 36 + 42));
        again.Zip(frames).Should().OnlyContain(pair => pair.First.Zip(pair.Second).Average(p => Math.Abs(p.First - p.Second)) < 2, "the picture is the same, not only the number in it");
    }

    /// <summary>Places of the frames that are not bit for bit the clips'.</summary>
    private async Task<List<int>> ChangedAsync(JoinReport report, JoinClip[] clips)
    {
        var made = await FramesAsync(report.Result.Path, Film.Width, Film.Height);
        var own = new List<byte[]>();
        for (var k = 0; k < clips.Length; k++)
        {
            var frames = await FramesAsync(clips[k].Path, Film.Width, Film.Height);
            own.AddRange(frames.Take(frames.Count - (k < report.Seams.Count ? report.Seams[k].DropTail : 0)));
        }

        return [.. Enumerable.Range(0, made.Count).Where(i => !made[i].AsSpan().SequenceEqual(own[i]))];
    }

    private async Task<JoinClip[]> CutAsync(string[] videos, params int[] lengths)
    {
        var clips = new List<JoinClip>();
        var start = 0;
        foreach (var (video, length) in videos.Zip(lengths))
        {
            var recipe = new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(start, length)], Video = video };
            clips.Add(new JoinClip(await ClipAsync($"{clips.Count}.mp4", recipe), JointKind.LastFrame));
            start += length - 1;
        }

        return [.. clips];
    }
}
