using System.Buffers.Binary;
using ChainForge.Media;

namespace ChainForge.Tests.Media.Mp4;

/// <summary>An index may say anything: what cannot be true is a reason to encode, never an exception of another kind, nor gigabytes.</summary>
public sealed class DamagedIndexTests : MediaFolder
{
    // An intact one takes less than a tenth of it.
    private const long MostBytes = 8 * 1024 * 1024;

    private static readonly uint[] Odd = [0, 1, 2, 0x7F, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    [Fact]
    public async Task Whatever_is_changed_in_an_index_it_is_read_or_refused()
    {
        var (info, clip) = await ClipAsync();
        var index = clip.AsSpan().IndexOf("moov"u8) - 4;
        var random = new Random(20261126);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 4_000; round++)
        {
            var damaged = Damage(clip, index, random);
            await File.WriteAllBytesAsync(PathOf("damaged.mp4"), damaged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var how = Look(info with { Path = PathOf("damaged.mp4") });
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MostBytes, $"round {round}");
            how.Should().Match(e => e == null || e is Mp4Exception, $"round {round}");
            _ = how is null ? read++ : refused++;
        }

        (read, refused).Should().Match<(int Read, int Refused)>(seen => seen.Read > 300 && seen.Refused > 300);
    }

    [Theory]
    [InlineData("stsz", 4, new uint[] { 1, 0x7FFFFFFF })]
    [InlineData("stsz", 4, new uint[] { 0xFFFFFFFF })]
    [InlineData("stsz", 12, new uint[] { 0x80000010 })]
    [InlineData("stsz", 12, new uint[] { 0 })]
    [InlineData("stco", 8, new uint[] { 0xFFFFFFF0 })]
    [InlineData("stts", 12, new uint[] { 0xFFFFFFFF })]
    [InlineData("mdhd", 12, new uint[] { 0 })]
    public async Task What_cannot_be_true_is_refused(string box, int at, uint[] fields)
    {
        var (info, clip) = await ClipAsync();
        var start = clip.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box)) + 4 + at;
        for (var i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(clip.AsSpan(start + (4 * i)), fields[i]);
        }

        await File.WriteAllBytesAsync(info.Path, clip);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Look(info).Should().BeOfType<Mp4Exception>();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MostBytes);
    }

    [Theory]
    [InlineData("hdlr")]
    [InlineData("mdhd")]
    [InlineData("elst")]
    [InlineData("stsd")]
    [InlineData("stsz")]
    [InlineData("stsc")]
    public async Task A_box_that_is_too_short_is_refused(string box)
    {
        var (info, clip) = await ClipAsync();
        var at = clip.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box)) - 4;
        var size = BinaryPrimitives.ReadInt32BigEndian(clip.AsSpan(at));

        // What is cut away becomes a box of its own, so that all around it stays whole.
        BinaryPrimitives.WriteInt32BigEndian(clip.AsSpan(at), 8 + 2);
        BinaryPrimitives.WriteInt32BigEndian(clip.AsSpan(at + 10), size - 10);
        "free"u8.CopyTo(clip.AsSpan(at + 14));
        await File.WriteAllBytesAsync(info.Path, clip);

        Look(info).Should().BeOfType<Mp4Exception>();
    }

    private async Task<(ClipInfo Info, byte[] Bytes)> ClipAsync()
    {
        var path = await ClipAsync("clip.mp4", new ClipRecipe { Film = new TestFilm { Width = 128, Height = 96 }, Frames = [.. Enumerable.Range(0, 12)] });
        return (await ProbeAsync(path), await File.ReadAllBytesAsync(path));
    }

    private static byte[] Damage(byte[] clip, int index, Random random)
    {
        var damaged = (byte[])clip.Clone();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            if (random.Next(2) == 0)
            {
                damaged[random.Next(index, clip.Length)] = (byte)random.Next(256);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(damaged.AsSpan(random.Next(index, clip.Length - 4)), Odd[random.Next(Odd.Length)]);
            }
        }

        return random.Next(8) == 0 ? damaged[..random.Next(clip.Length)] : damaged;
    }

    /// <summary>All that is done with an index before a frame is copied.</summary>
    private static Exception? Look(ClipInfo clip)
    {
        try
        {
            // Says null of whatever is odd; FFprobe is asked then.
            _ = PlainClip.Read(clip.Path);
            var track = ClipTrack.Load(clip);
            using var file = File.OpenRead(clip.Path);
            for (var i = 0; i < track.Track.Samples.Count; i++)
            {
                _ = track.IsReference(file, i);
            }

            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
