using System.Diagnostics;
using System.Text.RegularExpressions;
using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Frames that were paid for stay as they are: the decoded video is, frame for frame, what the clips decode to.</summary>
[TakesLong(35)]
public sealed partial class CopyTests : MediaFolder
{
    private const string BFrames = ClipRecipe.Usual;
    private const string ShortGroups = "-c:v libx264 -preset medium -crf 20 -bf 3 -g 12 -pix_fmt yuv420p";
    private const string KeyFrames = "-c:v libx264 -preset fast -crf 20 -g 1 -pix_fmt yuv420p";
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

    /// <summary>Two key frames of one id in a row are one picture to the standard (H.264, 7.4.3), and decoders other than FFmpeg's may take them for one.</summary>
    [Theory]
    [InlineData(KeyFrames, KeyFrames)]
    [InlineData("-c:v libx264 -preset fast -crf 20 -bf 0 -g 13 -keyint_min 13 -pix_fmt yuv420p", Baseline)]
    public async Task Key_frames_that_meet_at_a_joint_have_different_ids(string video, string next)
    {
        // The last frame goes, and the key frame before it meets the next clip's: without that the ids were 0 and 0.
        var clips = await CutAsync([next, video, next, video], 40, 28, 40, 28);

        var report = await JoinAsync(new StitchOptions(), clips);

        report.Result.EncodedFrames.Should().Be(0, report.Result.Way);
        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 40 + 27 + 39 + 27));
        (await ChangedAsync(report, clips)).Should().BeEmpty();
        (await FramesInARowOfOneIdAsync(report.Result.Path)).Should().BeEmpty();
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

    /// <summary>Frames that are key frames of the same id as the frame before.</summary>
    private async Task<List<int>> FramesInARowOfOneIdAsync(string path)
    {
        var start = new ProcessStartInfo(Tools.FFmpeg, ["-loglevel", "trace", "-i", path, "-map", "0:v", "-c", "copy", "-bsf:v", "trace_headers", "-f", "null", "-"]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var ids = new List<int?>();
        foreach (Match line in HeaderLine().Matches(await process.StandardError.ReadToEndAsync()))
        {
            if (line.Groups[1].Value == "first_mb_in_slice" && line.Groups[2].Value == "0")
            {
                ids.Add(null);
            }
            else if (line.Groups[1].Value == "idr_pic_id")
            {
                ids[^1] = int.Parse(line.Groups[2].Value);
            }
        }

        ids.Should().HaveCountGreaterThan(100).And.Contain(id => id != null);
        return [.. Enumerable.Range(1, ids.Count - 1).Where(i => ids[i] is { } id && ids[i - 1] == id)];
    }

    [GeneratedRegex(@"(first_mb_in_slice|idr_pic_id) +[01]+ = (\d+)")]
    private static partial Regex HeaderLine();

    /// <summary>Places of the frames that are not bit for bit the clips'.</summary>
    private async Task<int[]> ChangedAsync(JoinReport report, JoinClip[] clips) => (await CompareAsync(report.Result.Path, clips, Film)).Changed;

    private Task<JoinClip[]> CutAsync(string[] videos, params int[] lengths) =>
        new CutFilm(Film, [.. videos.Zip(lengths, (video, length) => new CutClip(length, video))]).WriteAsync(this);
}
