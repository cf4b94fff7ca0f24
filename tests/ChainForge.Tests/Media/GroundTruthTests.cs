using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Continuous material is cut up the way providers do, stitched, and must come out as if it had never been cut.</summary>
[TakesLong(80)]
public sealed class GroundTruthTests : TruthFolder
{
    private const string BFrames = "-c:v libx264 -preset medium -crf 20 -pix_fmt yuv420p";
    private const string NoBFrames = "-c:v libx264 -preset veryfast -crf 20 -bf 0 -pix_fmt yuv420p";

    private static readonly TestFilm Film = new() { Width = 128, Height = 96 };

    [Theory]
    [InlineData(2, 40, BFrames)]
    [InlineData(5, 30, BFrames)]
    [InlineData(20, 13, NoBFrames)]
    [InlineData(50, 12, BFrames)]
    public async Task However_many_segments_there_are_each_true_frame_comes_once(int segments, int frames, string video)
    {
        var report = await RequireTrueAsync(CutFilm.Evenly(Film, segments, frames, video));

        if (video == NoBFrames)
        {
            report.Result.EncodedFrames.Should().Be(0, "nothing hangs on the frame that is left out");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-bf 0")]
    public async Task Of_clips_of_8_seconds_nearly_all_frames_stay_as_they_are(string more)
    {
        var cut = CutFilm.Evenly(Film, 3, 192, $"{BFrames} {more}".TrimEnd());

        var report = await RequireTrueAsync(cut);

        report.Result.EncodedFrames.Should().BeLessThanOrEqualTo(more.Length > 0 ? 0 : (int)(0.015 * cut.Frames));
    }

    [Theory]
    [InlineData("fine motion")]
    [InlineData("grain")]
    [InlineData("still with grain")]
    [InlineData("still")]
    [InlineData("fade")]
    public async Task Whatever_is_seen_the_repeated_frame_goes_and_no_other(string scene)
    {
        var film = scene switch
        {
            "fine motion" => Film with { Speed = 0.35 },
            "grain" => Film with { Grain = 12 },
            "still with grain" => Film with { Speed = 0, Grain = 5, Barcode = false },
            "still" => Film with { Speed = 0, Barcode = false },
            _ => Film with { Light = n => Math.Clamp(Math.Abs(n - 47) / 20.0, 0, 1), Barcode = false },
        };

        await RequireTrueAsync(CutFilm.Evenly(film, 3, 36, BFrames));
    }

    [Theory]
    [InlineData(24, 1)]
    [InlineData(25, 1)]
    [InlineData(30000, 1001)]
    [InlineData(30, 1)]
    public async Task Every_usual_rate_is_kept_with_every_usual_sound(int num, int den)
    {
        CutClip[] clips =
        [
            new(27, BFrames, 44100), new(25, BFrames, 48000, 1), new(26, BFrames, SampleRate: null), new(24, BFrames, 44100, 1), new(25, BFrames, 48000),
        ];

        var report = await RequireTrueAsync(new CutFilm(Film, clips) { Rate = new FrameRate(num, den) });

        report.Result.Video.FrameRate.Should().Be(new FrameRate(num, den));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_many_frames_repeat_each_is_shown_once(int overlap)
    {
        var clips = await ChainAsync(new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(0, 24)] }, new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(24 - overlap, 24)] });

        var report = await JoinAsync(new StitchOptions(), clips);

        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 48 - overlap));
        report.SeamFrames.Should().Equal(24 - overlap);
    }
}
