using System.Buffers.Binary;

namespace ChainForge.Media;

/// <summary>Reads the tables of an MP4. Only what can be copied from sample by sample: one sample entry a track, no fragments.</summary>
internal static class Mp4Reader
{
    // An hour of 60 fps has tables of 6 MB.
    private const int MostIndexBytes = 64 * 1024 * 1024;

    // 16.16 fixed point, but 2.30 in the last column.
    private static readonly int[] Identity = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

    /// <summary>The tracks of picture and sound, in the file's order.</summary>
    /// <exception cref="Mp4Exception">It is made in another way.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<Mp4Track> Read(string path)
    {
        var (index, bytes) = ReadIndex(path);
        if (Mp4Box.TryFind(index, "mvex") is not null)
        {
            throw new Mp4Exception("it is fragmented");
        }

        return [.. Mp4Box.ReadAll(index).Where(box => box.Type == "trak").Select(box => ReadTrack(path, bytes, index, box.Content)).OfType<Mp4Track>()];
    }

    /// <summary>The content of its <c>moov</c>, and the length of the file.</summary>
    private static (byte[] Index, long Bytes) ReadIndex(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[16];
        for (var at = 0L; at + 8 <= file.Length;)
        {
            file.Position = at;
            var read = file.ReadAtLeast(header, 16, throwOnEndOfStream: false);
            long size = BinaryPrimitives.ReadUInt32BigEndian(header);
            var skip = 8;
            if (size == 1 && read == 16)
            {
                (size, skip) = (BinaryPrimitives.ReadInt64BigEndian(header[8..]), 16);
            }
            else if (size == 0)
            {
                size = file.Length - at;
            }

            if (size < skip || size > file.Length - at)
            {
                throw new Mp4Exception("it is cut off");
            }

            if (header[4..8].SequenceEqual("moov"u8))
            {
                if (size > MostIndexBytes)
                {
                    throw new Mp4Exception("its index is larger than any clip needs");
                }

                var index = new byte[size - skip];
                file.Position = at + skip;
                file.ReadExactly(index);
                return (index, file.Length);
            }

            at += size;
        }

        throw new Mp4Exception("it has no index");
    }

    private static Mp4Track? ReadTrack(string path, long bytes, ReadOnlyMemory<byte> index, ReadOnlyMemory<byte> track)
    {
        var media = Mp4Box.Find(track, "mdia").Content;
        var handler = Mp4Fields.Letters(Mp4Box.Find(media, "hdlr").Content.Span, 8);
        if (handler is not ("vide" or "soun"))
        {
            return null;
        }

        var (timescale, length) = Clock(Mp4Box.Find(media, "mdhd").Content.Span);
        var table = new SampleTable(Mp4Box.Find(media, "minf", "stbl").Content, bytes);
        var (entryType, entry) = table.Entry();
        var edit = Edit(track);
        return new Mp4Track
        {
            Path = path,
            Handler = handler,
            Timescale = timescale,
            EntryType = entryType,
            SampleEntry = entry,
            Samples = table.Samples(),
            MediaTime = edit?.Time ?? 0,
            ShownLength = edit is { } shown ? Rescaled(shown.Length, Clock(Mp4Box.Find(index, "mvhd").Content.Span).Timescale, timescale) : null,
            MediaLength = length,
            Upright = Upright(Mp4Box.Find(track, "tkhd").Content.Span),
        };
    }

    /// <summary>Where the edit list begins, and how long it is on the movie's clock. More than one stretch, a gap before it or another speed is not ours to copy.</summary>
    private static (long Time, long Length)? Edit(ReadOnlyMemory<byte> track)
    {
        if (Mp4Box.TryFind(track, "edts", "elst") is not { } list)
        {
            return null;
        }

        var bytes = list.Content.Span;
        var wide = Mp4Fields.Byte(bytes, 0) == 1;
        if (Mp4Fields.Int(bytes, 4) != 1)
        {
            throw new Mp4Exception("its edit list has more than one stretch");
        }

        var (length, time) = wide ? (Mp4Fields.Long(bytes, 8), Mp4Fields.Long(bytes, 16)) : (Mp4Fields.UInt(bytes, 8), Mp4Fields.Int(bytes, 12));
        var rate = Mp4Fields.Int(bytes, wide ? 24 : 16);
        return time >= 0 && rate == 0x10000 ? (time, length) : throw new Mp4Exception("its edit list has a gap or another speed");
    }

    /// <summary>Of <c>mvhd</c> or <c>mdhd</c>: ticks per second, and the length in them.</summary>
    private static (int Timescale, long Length) Clock(ReadOnlySpan<byte> header)
    {
        var wide = Mp4Fields.Byte(header, 0) == 1;
        return Mp4Fields.Int(header, wide ? 20 : 12) is > 0 and var scale
            ? (scale, wide ? Mp4Fields.Long(header, 24) : Mp4Fields.UInt(header, 16))
            : throw new Mp4Exception("its clock does not tick");
    }

    private static long Rescaled(long ticks, int from, int to) =>
        Math.Round((decimal)ticks * to / from) is >= 0 and <= long.MaxValue and var length ? (long)length : throw new Mp4Exception("its edit list is longer than anything");

    private static (double Width, double Height)? Upright(ReadOnlySpan<byte> header)
    {
        var matrix = Mp4Fields.Byte(header, 0) == 1 ? 52 : 40;
        for (var i = 0; i < Identity.Length; i++)
        {
            if (Mp4Fields.Int(header, matrix + (4 * i)) != Identity[i])
            {
                return null;
            }
        }

        return (Mp4Fields.UInt(header, matrix + 36) / 65536.0, Mp4Fields.UInt(header, matrix + 40) / 65536.0);
    }
}
