using System.Buffers.Binary;
using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>What is read without FFprobe is what FFprobe says; where that is not certain, it is FFprobe that is asked.</summary>
[TakesLong(30)]
public sealed class PlainClipTests : MediaFolder
{
    private const string X264 = "-c:v libx264 -preset fast -crf 20 -pix_fmt yuv420p";

    [Theory]
    [InlineData(X264, 24, 1, 48000, 2)]
    [InlineData(X264, 30000, 1001, 44100, 1)]
    [InlineData(X264, 24000, 1001, 32000, 2)]
    [InlineData(X264, 25, 1, null, 1)]
    [InlineData($"{X264} -bf 0 -g 12", 16, 1, 48000, 2)]
    [InlineData($"{X264} -profile:v baseline -movflags +faststart", 24, 1, 48000, 2)]
    [InlineData($"{X264} -bf 5 -x264-params slices=2:b-pyramid=strict:aud=1", 24, 1, 96000, 2)]
    [InlineData($"{X264} -video_track_timescale 90000", 24000, 1001, 48000, 2)]
    [InlineData($"{X264} -video_track_timescale 1000", 24, 1, 48000, 2)]
    [InlineData($"{X264} -video_track_timescale 1000", 30000, 1001, 48000, 2)]
    [InlineData($"{X264} -movie_timescale 90000", 30000, 1001, 44100, 2)]
    [InlineData($"{X264} -color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv", 24, 1, 48000, 2)]
    [InlineData($"{X264} -color_primaries smpte170m -color_trc smpte170m -colorspace smpte170m", 24, 1, 48000, 2)]
    [InlineData($"{X264} -color_range tv", 24, 1, 48000, 2)]
    [InlineData($"{X264} -colorspace bt709", 24, 1, 48000, 2)]
    [InlineData($"{X264} -t 1.5", 24, 1, 48000, 2)]
    public async Task A_plain_clip_is_read_as_FFprobe_reads_it(string video, int num, int den, int? sampleRate, int channels)
    {
        var clip = await MakeAsync(video, new FrameRate(num, den), sampleRate, channels);

        PlainClip.Read(clip).Should().NotBeNull().And.BeEquivalentTo(await ProbeAsync(clip));
    }

    // An odd size is cut from whole blocks; SD is another matrix where nothing is said.
    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(854, 480)]
    [InlineData(202, 114)]
    public async Task The_size_is_what_is_shown_of_the_coded_picture(int width, int height)
    {
        var clip = PathOf("clip.mp4");
        await RunAsync("-f", "lavfi", "-i", $"testsrc2=s={width}x{height}:d=0.2", "-c:v", "libx264", "-pix_fmt", "yuv420p", clip);

        PlainClip.Read(clip).Should().NotBeNull().And.BeEquivalentTo(await ProbeAsync(clip));
    }

    // Its file says the colours that its frames leave open.
    [Fact]
    public async Task A_stitched_video_is_read_as_FFprobe_reads_it()
    {
        var clip = await MakeAsync(X264, new FrameRate(24, 1), 48000, 2);
        var video = (await JoinAsync(new StitchOptions(), new JoinClip(clip, JointKind.LastFrame), new JoinClip(clip, JointKind.LastFrame))).Result.Path;

        PlainClip.Read(video).Should().NotBeNull().And.BeEquivalentTo(await ProbeAsync(video));
    }

    [Theory]
    [InlineData("-c:v libx264 -pix_fmt yuv444p")]
    [InlineData("-c:v libx264 -pix_fmt yuv422p")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p10le")]
    [InlineData("-c:v libx264 -pix_fmt yuvj420p")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -vf setsar=4/3")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -x264-params interlaced=1")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -color_trc iec61966-2-1")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -movflags +frag_keyframe+empty_moov")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -use_editlist 0")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -frames:v 1")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -vf setpts=N*N/TB/100 -fps_mode vfr")]
    [InlineData("-c:v libx265 -pix_fmt yuv420p -x265-params log-level=error")]
    [InlineData("-c:v mpeg4")]
    [InlineData($"{X264} -ac 6")]
    [InlineData($"{X264} -ar 22050")]
    [InlineData($"{X264} -c:a mp3")]
    [InlineData($"{X264} -c:a ac3")]
    [InlineData($"{X264} -map 0:v -map 1:a -map 1:a")]
    [InlineData($"{X264} -map 0:v -map 0:v -map 1:a")]
    public async Task Anything_else_is_left_to_FFprobe(string options)
    {
        await RunAsync(["-f", "lavfi", "-i", "testsrc2=s=128x96:d=1:r=24", "-f", "lavfi", "-i", "sine=d=1:r=48000", .. options.Split(' '), PathOf("clip.mp4")]);

        PlainClip.Read(PathOf("clip.mp4")).Should().BeNull();
    }

    [Theory]
    [InlineData("-i {0} -c copy -metadata:s:v rotate=90")]
    [InlineData("-itsoffset 0.3 -i {0} -i {0} -map 0:a -map 1:v -c copy")]
    [InlineData("-itsoffset 0.3 -i {0} -i {0} -map 0:v -map 1:a -c copy")]
    [InlineData("-ss 0.5 -i {0} -c copy")]
    public async Task A_clip_that_is_turned_or_begins_elsewhere_is_left_to_FFprobe(string arguments)
    {
        var whole = await MakeAsync(X264, new FrameRate(24, 1), 48000, 2);
        await RunAsync([.. arguments.Split(' ').Select(argument => string.Format(argument, whole)), PathOf("other.mp4")]);

        PlainClip.Read(PathOf("other.mp4")).Should().BeNull();
    }

    [Fact]
    public async Task A_clip_whose_edit_list_hides_its_end_is_left_to_FFprobe()
    {
        var clip = await MakeAsync(X264, new FrameRate(24, 1), null, 1);
        var bytes = await File.ReadAllBytesAsync(clip);
        var list = bytes.AsSpan().IndexOf("elst"u8);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(list + 12), 1000);
        await File.WriteAllBytesAsync(clip, bytes);

        (await ProbeAsync(clip)).FrameCount.Should().BeLessThan(48);
        PlainClip.Read(clip).Should().BeNull();
    }

    [Fact]
    public async Task A_clip_longer_than_time_can_be_told_is_left_to_FFprobe()
    {
        var clip = await ClipAsync("clip.mp4", new ClipRecipe { Film = new TestFilm { Width = 128, Height = 96 }, Frames = [.. Enumerable.Range(0, 500)], SampleRate = null, Video = $"{X264} -bf 0" });
        var bytes = await File.ReadAllBytesAsync(clip);
        Span<byte> Field(string box, int at) => bytes.AsSpan(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box)) + 4 + at);
        "free"u8.CopyTo(Field("edts", -4));
        BinaryPrimitives.WriteInt32BigEndian(Field("mdhd", 12), 1);
        BinaryPrimitives.WriteInt32BigEndian(Field("stts", 12), int.MaxValue);
        await File.WriteAllBytesAsync(clip, bytes);

        PlainClip.Read(clip).Should().BeNull();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task What_is_cut_off_is_left_to_FFprobe_which_says_so(double share)
    {
        var clip = await MakeAsync($"{X264} -movflags +faststart", new FrameRate(24, 1), 48000, 2);
        using (var file = File.OpenWrite(clip))
        {
            file.SetLength((long)(file.Length * share));
        }

        PlainClip.Read(clip).Should().BeNull();
        var read = () => new ClipReader(Tools, new MediaLimits(), TimeProvider.System).ReadAsync(clip, CancellationToken.None);
        await read.Should().ThrowAsync<MediaException>().WithMessage("clip.mp4: it is cut off*");
    }

    private Task<string> MakeAsync(string video, FrameRate rate, int? sampleRate, int channels) =>
        ClipAsync("clip.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 48)], Rate = rate, SampleRate = sampleRate, Channels = channels, Video = video });
}
