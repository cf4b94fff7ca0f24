using System.Text.Json;
using ChainForge.Media;

namespace ChainForge.Tests.Media;

[TakesLong(50)]
public sealed class ClipJoinerTests : MediaFolder
{
    private static readonly TestFilm Film = new();

    [Fact]
    public async Task Mixed_sizes_rates_and_missing_sound_become_one_video()
    {
        var clips = await ChainAsync(
            Frames(0, 36),
            Frames(35, 15) with { Rate = new(30, 1), SampleRate = 44100, Channels = 1, Filter = "scale=128:72" },
            Frames(300, 15) with { Rate = new(30000, 1001), SampleRate = null, Filter = "scale=96:96" });

        var report = await JoinAsync(new StitchOptions(), clips[0], clips[1], clips[2] with { JointToPrevious = JointKind.Cut });

        var video = report.Result.Video;
        (video.Width, video.Height, video.FrameRate).Should().Be((192, 108, new FrameRate(24, 1)));
        (video.Audio!.SampleRate, video.Audio.Channels).Should().Be((48000, 2));
        video.FrameCount.Should().Be(35 + 12 + 12, "15 frames at 30 fps are 12 at 24");
        Math.Abs(report.Result.SoundMinusPictureMs).Should().BeLessThan(1);
        (await SoundAsync(report.Result.Path))[^9600..].Should().OnlyContain(s => Math.Abs(s) < 0.01, "the last clip has no sound");
        var bars = (await FramesAsync(report.Result.Path, 192, 108))[^1];
        bars.Take(20).Should().OnlyContain(level => level < 24, "a square is padded, not stretched");
    }

    [Fact]
    public async Task A_single_clip_comes_out_whole()
    {
        var report = await JoinAsync(new StitchOptions(), new JoinClip(await ClipAsync("a.mp4", Frames(0, 20)), JointKind.LastFrame));

        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 20));
        report.Seams.Should().BeEmpty();
    }

    /// <summary>ffprobe has other names for these than FFmpeg's encoders.</summary>
    [Theory]
    [InlineData("-color_range tv -colorspace bt470bg -color_primaries bt470bg -color_trc gamma28", QualityMode.Copy)]
    [InlineData("-color_range tv -colorspace bt470bg -color_primaries bt470bg -color_trc gamma28", QualityMode.Reencode)]
    [InlineData("-color_trc gamma22", QualityMode.Reencode)]
    [InlineData("-colorspace bt470bg", QualityMode.Reencode)]
    [InlineData("-c:v libx264rgb -pix_fmt rgb24", QualityMode.Copy)]
    public async Task Clips_of_old_colours_are_stitched(string tags, QualityMode quality)
    {
        var clips = await ChainAsync(Tagged(0), Tagged(19));

        var report = await JoinAsync(new StitchOptions { Quality = quality }, clips);

        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 39));
        report.Result.Video.Colour.Transfer.Should().Be(report.Clips[0].Colour.Resolved(Film.Width, Film.Height).Transfer);

        ClipRecipe Tagged(int first) => Frames(first, 20) is var plain && tags.Contains("-c:v") ? plain with { Video = tags } : plain with { Video = $"{plain.Video} {tags}" };
    }

    [Fact]
    public async Task The_report_counts_what_was_dropped_also_of_a_clip_of_one_frame()
    {
        var clips = await ChainAsync(Frames(0, 20), Frames(19, 1), Frames(19, 20));

        var report = await JoinAsync(new StitchOptions(), clips);

        var seams = SeamReport.Of(report, ["a", "b", "c"]);
        seams.Frames.Should().Be(41 - seams.Joints.Sum(joint => joint.DroppedTailFrames + joint.DroppedHeadFrames));
    }

    [Fact]
    public async Task What_a_clips_inside_does_not_allow_is_told_once_and_with_the_clip()
    {
        var clips = await ChainAsync(Frames(0, 20), Frames(19, 20) with { Video = $"{ClipRecipe.Usual} -movflags frag_keyframe+empty_moov" });

        var report = await JoinAsync(new StitchOptions(), clips);

        report.Summary.Should().EndWith("all frames are encoded anew: clip 2: it is fragmented");
        report.Result.Way.Should().Be("all 39 frames were encoded anew: clip 2: it is fragmented");
    }

    [Fact]
    public async Task Odd_sizes_and_clips_without_any_sound_work()
    {
        var odd = Frames(0, 12) with { Film = Film with { Width = 191, Height = 107 }, SampleRate = null, Video = "-c:v mpeg4 -q:v 2" };
        var path = await ClipAsync("odd.mp4", odd);

        var report = await JoinAsync(new StitchOptions(), new(path, JointKind.Cut), new(path, JointKind.Cut));

        (report.Result.Video.Width, report.Result.Video.Height, report.Result.Video.FrameCount).Should().Be((190, 106, 24));
        report.Result.Video.Audio.Should().BeNull();
    }

    [Fact]
    public async Task A_changing_rate_is_made_constant_without_losing_time()
    {
        var jumpy = Frames(200, 24) with { Filter = "settb=1/1000,setpts='(N+0.4*mod(N,3))/24/TB'", Video = "-c:v libx264 -preset fast -bf 0 -fps_mode vfr" };
        var clips = await ChainAsync(Frames(0, 24), jumpy);

        var report = await JoinAsync(new StitchOptions(), clips[0], clips[1] with { JointToPrevious = JointKind.Cut });

        report.Clips[1].IsConstantRate.Should().BeFalse();
        report.Result.Video.IsConstantRate.Should().BeTrue();
        report.Result.Video.FrameCount.Should().BeInRange(47, 50);
        (await NumbersAsync(report.Result.Path, Film))[24..].Should().BeInAscendingOrder().And.OnlyContain(n => n >= 200 && n < 224);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_extension_is_joined_whether_it_holds_its_source_or_not(bool withSource)
    {
        var clips = await ChainAsync(Frames(0, 24), withSource ? Frames(0, 44) : Frames(24, 20));

        var report = await JoinAsync(new StitchOptions(), clips[0], clips[1] with { JointToPrevious = JointKind.Extend });

        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 44));
        report.Seams[0].SourceFrames.Should().Be(withSource ? 24 : 0);
    }

    [Fact]
    public async Task Colour_match_takes_most_of_the_drift_away()
    {
        const string Drift = "eq=contrast=1.07:saturation=1.1:brightness=0.025";
        var clips = await ChainAsync([.. Enumerable.Range(0, 3).Select(k => Frames(k * 15, 16) with { Filter = k == 0 ? null : string.Join(',', Enumerable.Repeat(Drift, k)) })]);

        var plain = await LastErrorAsync(new StitchOptions(), clips);
        var matched = await LastErrorAsync(new StitchOptions { Colour = ColourMode.Match }, clips);

        plain.Should().BeGreaterThan(4, "two hops of drift are plain to see");
        matched.Should().BeLessThan(plain / 4);
    }

    [Fact]
    public async Task Colour_match_leaves_clips_without_drift_alone()
    {
        var clips = await ChainAsync(Frames(0, 16), Frames(15, 16));

        var report = await JoinAsync(new StitchOptions { Colour = ColourMode.Match }, clips);

        report.Reasons.Should().NotContain(r => r.Contains("colours are moved"));
    }

    [Fact]
    public async Task A_clip_with_another_matrix_and_range_keeps_its_colours()
    {
        const string Colour = "color=c=0xC03020:s=192x108:r=24:d=0.5";
        await RunAsync("-f", "lavfi", "-i", Colour, "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-colorspace", "bt709", "-color_range", "tv", "-c:v", "libx264", "-qp", "4", PathOf("a.mp4"));
        await RunAsync("-f", "lavfi", "-i", Colour, "-t", "0.4", "-vf", "scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p", "-colorspace", "smpte170m", "-color_range", "pc", "-c:v", "libx264", "-qp", "4", PathOf("b.mp4"));

        var report = await JoinAsync(new StitchOptions(), new(PathOf("a.mp4"), JointKind.Cut), new(PathOf("b.mp4"), JointKind.Cut));

        var frames = await FramesAsync(report.Result.Path, 192, 108);
        report.Result.Video.Colour.Should().Be(new ColourTags("tv", "bt709", "bt709", "bt709"));
        foreach (var plane in new[] { 0, 192 * 108, 192 * 108 * 5 / 4 })
        {
            Math.Abs(frames[0][plane + 1000] - frames[^1][plane + 1000]).Should().BeLessThanOrEqualTo(2, "one red stays one red");
        }
    }

    [Fact]
    public async Task The_report_survives_json()
    {
        var clip = await ClipAsync("a.mp4", Frames(0, 16));
        var report = await JoinAsync(new StitchOptions(), new(clip, JointKind.Cut), new(clip, JointKind.Cut));

        var copy = JsonSerializer.Deserialize<JoinReport>(JsonSerializer.Serialize(report));

        copy.Should().BeEquivalentTo(report);
    }

    private static ClipRecipe Frames(int from, int count) => new() { Film = Film, Frames = [.. Enumerable.Range(from, count)] };

    /// <summary>Mean error of luma in the last frame against the film itself.</summary>
    private async Task<double> LastErrorAsync(StitchOptions options, JoinClip[] clips)
    {
        var report = await JoinAsync(options, clips);
        var last = (await FramesAsync(report.Result.Path, Film.Width, Film.Height))[^1];
        var truth = Film.Frame(45);
        return Enumerable.Range(0, Film.Width * Film.Height).Average(i => Math.Abs(last[i] - truth[i]));
    }
}
