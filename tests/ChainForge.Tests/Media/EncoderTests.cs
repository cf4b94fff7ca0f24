using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Clips as differently encoded as H.264 allows: the frames stay theirs.</summary>
[TakesLong(75)]
public sealed class EncoderTests : TruthFolder
{
    private const string Usual = "-c:v libx264 -preset medium -crf 20 -pix_fmt yuv420p";

    private static readonly TestFilm Film = new() { Width = 128, Height = 96 };

    [Theory]
    [InlineData("-g 12")]
    [InlineData("-g 10 -bf 5 -b_strategy 0 -x264-params b-pyramid=strict")]
    [InlineData("-bf 4 -b_strategy 0 -x264-params b-pyramid=none:ref=1")]
    [InlineData("-x264-params cabac=0:slices=4:bframes=2")]
    [InlineData("-g 12 -x264-params open-gop=1:bframes=3")]
    [InlineData("-g 1")]
    [InlineData("-b:v 400k -maxrate 400k -bufsize 400k")]
    [InlineData("-bsf:v filter_units=remove_types=6")]
    [InlineData("-profile:v main -tune film")]
    [InlineData("-tune zerolatency -x264-params intra-refresh=1")]
    [InlineData("-color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv -x264-params keyint=50:aud=1")]
    [InlineData("-video_track_timescale 1000")]
    public async Task One_encoder_whatever_its_settings(string settings) =>
        await RequireTrueAsync(CutFilm.Evenly(Film, 3, 34, $"{Usual} {settings}"));

    [Fact]
    public async Task Several_encoders_in_one_track()
    {
        var cut = new CutFilm(Film,
        [
            new(34, Usual),
            new(30, "-c:v libx264 -preset veryfast -crf 18 -pix_fmt yuv420p"),
            new(32, "-c:v libx264 -preset fast -profile:v baseline -crf 22 -pix_fmt yuv420p"),
            new(31, "-c:v libx264 -preset fast -profile:v main -g 12 -pix_fmt yuv420p"),
            new(33, $"{Usual} -x264-params slices=4:bframes=5:cabac=0"),
            new(30, $"{Usual} -bsf:v filter_units=remove_types=6"),
            new(34, Usual),
        ]);

        await RequireTrueAsync(cut);
    }

    [Fact]
    public async Task Both_ways_of_stitching_show_the_same_frames()
    {
        var clips = await new CutFilm(Film, [new(34, Usual, 44100), new(30, $"{Usual} -bf 0", SampleRate: null), new(32, Usual, 48000, 1)]).WriteAsync(this);

        var copied = await NumbersAsync((await JoinAsync(new StitchOptions(), clips)).Result.Path, Film);
        var encoded = await JoinAsync(new StitchOptions { Quality = QualityMode.Reencode }, clips);

        encoded.Result.EncodedFrames.Should().Be(copied.Length);
        (await NumbersAsync(encoded.Result.Path, Film)).Should().Equal(copied).And.Equal(Enumerable.Range(0, 34 + 29 + 31));
        encoded.Result.SoundMinusPictureMs.Should().BeInRange(-1, 1);
    }

    [Theory]
    [InlineData("mp4", false)]
    [InlineData("mp4", true)]
    [InlineData("mkv", false)]
    [InlineData("ts", true)]
    public async Task A_copy_into_another_container_keeps_every_frame(string container, bool mixed)
    {
        var clips = await new CutFilm(Film, [new(34, Usual), new(30, mixed ? "-c:v libx264 -preset fast -bf 5 -x264-params slices=2 -pix_fmt yuv420p" : Usual), new(32, Usual)]).WriteAsync(this);
        var video = (await JoinAsync(new StitchOptions(), clips)).Result.Path;

        await RunAsync("-i", video, "-c", "copy", PathOf($"copy.{container}"));

        var frames = await FramesAsync([video, PathOf($"copy.{container}")], Film.Width, Film.Height);
        frames[1].Should().Equal(frames[0], (one, other) => one.AsSpan().SequenceEqual(other));
    }
}
