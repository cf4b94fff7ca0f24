using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class ProbingTests : MediaFolder
{
    // Recorded from ffprobe 5.1, shortened: one packet lies outside the edit list (D), the picture is turned, the sound starts late.
    private const string Recorded = """
        {"packets":[
          {"stream_index":0,"pts":-1001,"duration":1001,"flags":"KD"},{"stream_index":0,"pts":0,"duration":1001,"flags":"K_"},
          {"stream_index":1,"pts":0,"duration":1024,"flags":"K_"},
          {"stream_index":0,"pts":2002,"duration":1001,"flags":"__"},{"stream_index":0,"pts":1001,"duration":1001,"flags":"__"}],
         "streams":[
          {"index":0,"codec_name":"h264","codec_type":"video","width":1280,"height":720,"sample_aspect_ratio":"4:3","pix_fmt":"yuv420p","color_range":"tv","color_space":"bt709",
           "color_transfer":"unknown","r_frame_rate":"30000/1001","avg_frame_rate":"30000/1001","time_base":"1/30000","nb_frames":"4","nb_read_packets":"4",
           "side_data_list":[{"side_data_type":"Display Matrix","rotation":-90}]},
          {"index":1,"codec_name":"aac","codec_type":"audio","sample_rate":"44100","channels":1,"start_time":"0.021000","duration":"0.100000","time_base":"1/44100","nb_read_packets":"1"}],
         "format":{"filename":"clip.mp4","duration":"0.1001"}}
        """;

    [Fact]
    public void A_recorded_probe_is_read()
    {
        ProbeReader.Read("clip.mp4", Recorded).Should().BeEquivalentTo(new
        {
            Codec = "h264",
            Width = 1280,
            Height = 720,
            DisplayWidth = 720,
            DisplayHeight = 1707,
            FrameRate = new FrameRate(30000, 1001),
            IsConstantRate = true,
            FrameCount = 3,
            Duration = TimeSpan.FromSeconds(0.1001),
            Colour = new ColourTags("tv", "bt709", null, null),
            Rotation = -90,
            Audio = new AudioInfo("aac", 44100, 1, TimeSpan.FromSeconds(0.021), TimeSpan.FromSeconds(0.1)),
        });
    }

    [Theory]
    [InlineData(24, 1)]
    [InlineData(30000, 1001)]
    [InlineData(24000, 1001)]
    [InlineData(16, 1)]
    public async Task Frames_are_counted_and_the_rate_is_exact(int num, int den)
    {
        var clip = await ProbeAsync(await ClipAsync("clip.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 31)], Rate = new(num, den), SampleRate = 44100, Channels = 1 }));

        clip.Should().BeEquivalentTo(new { FrameCount = 31, FrameRate = new FrameRate(num, den), IsConstantRate = true, Width = 192, Height = 108, Codec = "h264" });
        (clip.Duration - new FrameRate(num, den).Length(31)).Duration().Should().BeLessThan(TimeSpan.FromMicroseconds(2));
        clip.Audio!.SampleRate.Should().Be(44100);
    }

    [Fact]
    public void Millisecond_stamps_still_give_the_true_rate()
    {
        var stamps = Enumerable.Range(0, 100).Select(i => (long)Math.Round(i * 1001 / 24.0)).ToArray();

        var timeline = FrameTimeline.Read(stamps, 0.001, 42, [new FrameRate(1000, 1), new FrameRate(5760, 239)]);

        (timeline.Rate, timeline.IsConstant).Should().Be((new FrameRate(24000, 1001), true));
    }

    [Theory]
    [InlineData("30000/1001", 30000, 1001)]
    [InlineData("48/2", 24, 1)]
    [InlineData("25", 25, 1)]
    public void A_rate_is_read_and_reduced(string text, int num, int den) => FrameRate.Parse(text).Should().Be(new FrameRate(num, den));

    [Theory]
    [InlineData("0/0")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("24/")]
    public void What_is_no_rate_is_none(string? text) => FrameRate.Parse(text).Should().BeNull();

    [Fact]
    public async Task FFmpeg_says_its_version() =>
        (await FFmpegLocator.GetVersionAsync(Tools, CancellationToken.None)).Should().NotBeEmpty();

    [Fact]
    public void Missing_FFmpeg_is_said_with_the_remedy()
    {
        var find = () => new FFmpegLocator(PathOf("nowhere")).Find();

        find.Should().Throw<MediaException>().WithMessage("ffmpeg was not found in *nowhere. Install FFmpeg*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"streams\": [{ \"index\": 0, \"codec_type\": \"video\" }], \"packets\": [{ \"stream_index\": 0, \"pts\": 1 }] }")]
    [InlineData("{ \"streams\": [{ \"index\": 0, \"codec_type\": \"video\", \"time_base\": \"1/1\" }], \"packets\": [{ \"stream_index\": 0, \"pts\": 9000000000000000000 }] }")]
    [InlineData("{ \"streams\": [{ \"index\": 0, \"codec_type\": \"video\", \"time_base\": \"1/24\" }], \"packets\": [{ \"stream_index\": \"x\", \"pts\": 1 }] }")]
    public void What_means_nothing_is_a_damaged_clip(string json) =>
        FluentActions.Invoking(() => ProbeReader.Read("a.mp4", json)).Should().Throw<MediaException>().WithMessage("a.mp4: what it says of itself cannot be read*");
}
