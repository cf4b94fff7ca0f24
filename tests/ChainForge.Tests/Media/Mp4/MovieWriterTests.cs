using ChainForge.Media;

namespace ChainForge.Tests.Media.Mp4;

public sealed class MovieWriterTests : MediaFolder
{
    [Fact]
    public async Task What_is_written_is_what_is_read()
    {
        var tracks = await TracksAsync();

        await MovieWriter.WriteAsync(PathOf("copy.mp4"), [.. tracks.Select(Copied)], 48000, CancellationToken.None);

        var copies = Mp4Reader.Read(PathOf("copy.mp4"));
        copies.Should().HaveCount(2);
        foreach (var (track, copy) in tracks.Zip(copies))
        {
            (copy.Handler, copy.Timescale, copy.MediaTime).Should().Be((track.Handler, track.Timescale, track.MediaTime));
            copy.SampleEntry.Should().Equal(track.SampleEntry);
            copy.Samples.Select(Times).Should().Equal(track.Samples.Select(Times));
            Bytes(copy).Should().Equal(Bytes(track));
        }
    }

    [Fact]
    public async Task Players_find_the_index_first_and_every_frame_where_it_was()
    {
        await MovieWriter.WriteAsync(PathOf("copy.mp4"), [.. (await TracksAsync()).Select(Copied)], 48000, CancellationToken.None);

        var bytes = await File.ReadAllBytesAsync(PathOf("copy.mp4"));
        bytes.AsSpan().IndexOf("moov"u8).Should().BeLessThan(bytes.AsSpan().IndexOf("mdat"u8));
        (await NumbersAsync(PathOf("copy.mp4"), new TestFilm())).Should().Equal(Enumerable.Range(0, 60));
        var (video, original) = (await ProbeAsync(PathOf("copy.mp4")), await ProbeAsync(PathOf("a.mp4")));
        (video.FrameRate, video.IsConstantRate, video.Duration).Should().Be((original.FrameRate, true, original.Duration));
        await RunAsync("-xerror", "-i", PathOf("copy.mp4"), "-f", "null", "-");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(500)]
    [InlineData(2_000)]
    public async Task A_file_that_is_cut_off_or_damaged_is_no_more_than_a_reason_to_encode(int bytes)
    {
        await TracksAsync();
        var clip = await File.ReadAllBytesAsync(PathOf("a.mp4"));
        var random = new Random(bytes);
        for (var round = 0; round < 50; round++)
        {
            var damaged = (byte[])clip.Clone();
            for (var i = 0; i < bytes; i++)
            {
                damaged[^(1 + random.Next(Math.Min(clip.Length, 6_000)))] = (byte)random.Next(256);
            }

            await File.WriteAllBytesAsync(PathOf("damaged.mp4"), round % 2 == 0 ? damaged : damaged[..^(bytes / 2)]);
            try
            {
                Mp4Reader.Read(PathOf("damaged.mp4"));
            }
            catch (Mp4Exception)
            {
                // The one answer that the stitcher knows what to do with.
            }
        }
    }

    private static (int Size, long At, int Duration, int After, bool Sync) Times(Mp4Sample sample) =>
        (sample.Size, sample.DecodeTime, sample.Duration, sample.ShownAfter, sample.IsSync);

    private static byte[] Bytes(Mp4Track track)
    {
        var file = File.ReadAllBytes(track.Path);
        return [.. track.Samples.SelectMany(sample => file[(int)sample.Offset..(int)(sample.Offset + sample.Size)])];
    }

    private static MovieTrack Copied(Mp4Track track) => new()
    {
        Timescale = track.Timescale,
        SampleEntry = track.SampleEntry,
        Samples = [.. track.Samples.Select(s => new MovieSample(track.Path, s.Offset, s.Size, s.Duration, s.ShownAfter, s.IsSync))],
        MediaTime = track.MediaTime,
        Length = track.Samples.Sum(s => (long)s.Duration) - (track.Handler == "soun" ? track.MediaTime : 0),
        Picture = track.Handler == "vide" ? (192, 108) : null,
    };

    private async Task<IReadOnlyList<Mp4Track>> TracksAsync() =>
        Mp4Reader.Read(await ClipAsync("a.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 60)] }));
}
