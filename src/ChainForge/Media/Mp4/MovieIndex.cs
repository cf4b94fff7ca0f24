namespace ChainForge.Media;

/// <summary>The <c>moov</c> of a movie.</summary>
internal static class MovieIndex
{
    private static readonly byte[] Unity = [.. BigEndian.U32s([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000])];

    /// <summary>More than the index can take.</summary>
    public static long MostBytes(IReadOnlyList<MovieTrack> tracks, IReadOnlyList<MovieChunk> chunks) =>
        65536 + tracks.Sum(track => track.SampleEntry.Length + (32L * track.Samples.Count)) + (32L * chunks.Count);

    /// <param name="tracks">The tracks.</param>
    /// <param name="chunks">In the order they lie.</param>
    /// <param name="timescale">The movie's.</param>
    /// <param name="start">Where the first chunk lies in the file.</param>
    /// <param name="wide">Whether offsets take eight bytes.</param>
    public static byte[] Write(IReadOnlyList<MovieTrack> tracks, IReadOnlyList<MovieChunk> chunks, int timescale, long start, bool wide)
    {
        var offsets = new long[chunks.Count];
        for (var i = 0; i < chunks.Count; i++)
        {
            (offsets[i], start) = (start, start + chunks[i].Size);
        }

        var length = tracks.Max(track => In(timescale, track));
        var header = Mp4Box.Write(
            "mvhd", BigEndian.Zeros(12), BigEndian.U32(timescale), BigEndian.U32(length), BigEndian.U32(0x10000), BigEndian.U16(0x100),
            BigEndian.Zeros(10), Unity, BigEndian.Zeros(24), BigEndian.U32(tracks.Count + 1));
        return Mp4Box.Write("moov", header, Concat(tracks.Select((track, t) => Track(
            track, t + 1, timescale, [.. chunks.Select((chunk, c) => (chunk, offsets[c])).Where(placed => placed.chunk.Track == t)], wide))));
    }

    /// <summary>A track's length in the movie's ticks.</summary>
    public static long In(int timescale, MovieTrack track) => (long)Math.Round((decimal)track.Length * timescale / track.Timescale);

    private static byte[] Track(MovieTrack track, int id, int timescale, IReadOnlyList<(MovieChunk Chunk, long Offset)> chunks, bool wide)
    {
        var (width, height) = track.Picture ?? (0, 0);
        var isPicture = track.Picture is not null;
        var header = Mp4Box.Write(
            "tkhd", BigEndian.U32(3), BigEndian.Zeros(8), BigEndian.U32(id), BigEndian.Zeros(4), BigEndian.U32(In(timescale, track)), BigEndian.Zeros(8),
            BigEndian.U16(0), BigEndian.U16(isPicture ? 0 : 1), BigEndian.U16(isPicture ? 0 : 0x100), BigEndian.Zeros(2), Unity,
            BigEndian.U32((long)width << 16), BigEndian.U32((long)height << 16));
        var edit = Mp4Box.Write("edts", Mp4Box.Write(
            "elst", BigEndian.U32(0), BigEndian.U32(1), BigEndian.U32(In(timescale, track)), BigEndian.U32(track.MediaTime), BigEndian.U32(0x10000)));
        var total = track.Samples.Sum(sample => (long)sample.Duration);
        var media = Mp4Box.Write(
            "mdia",
            Mp4Box.Write("mdhd", BigEndian.Zeros(12), BigEndian.U32(track.Timescale), BigEndian.U32(total), BigEndian.U16(0x55C4), BigEndian.Zeros(2)),
            Mp4Box.Write("hdlr", BigEndian.Zeros(8), isPicture ? "vide"u8.ToArray() : "soun"u8.ToArray(), BigEndian.Zeros(12), isPicture ? "Picture\0"u8.ToArray() : "Sound\0"u8.ToArray()),
            Mp4Box.Write(
                "minf",
                isPicture ? Mp4Box.Write("vmhd", BigEndian.U32(1), BigEndian.Zeros(8)) : Mp4Box.Write("smhd", BigEndian.Zeros(8)),
                Mp4Box.Write("dinf", Mp4Box.Write("dref", BigEndian.U32(0), BigEndian.U32(1), Mp4Box.Write("url ", BigEndian.U32(1)))),
                Samples(track, chunks, wide)));
        return Mp4Box.Write("trak", header, edit, media);
    }

    private static byte[] Samples(MovieTrack track, IReadOnlyList<(MovieChunk Chunk, long Offset)> chunks, bool wide)
    {
        var samples = track.Samples;
        var tables = new List<byte[]>
        {
            Mp4Box.Write("stsd", BigEndian.U32(0), BigEndian.U32(1), track.SampleEntry),
            Runs("stts", samples.Select(sample => sample.Duration)),
        };
        if (samples.Any(sample => sample.ShownAfter != 0))
        {
            tables.Add(Runs("ctts", samples.Select(sample => sample.ShownAfter)));
        }

        if (samples.Any(sample => !sample.IsSync))
        {
            tables.Add(Table("stss", [.. samples.Select((sample, i) => (sample.IsSync, Number: i + 1L)).Where(sample => sample.IsSync).Select(sample => sample.Number)]));
        }

        tables.Add(ChunkRuns([.. chunks.Select(placed => placed.Chunk.Count)]));
        tables.Add(Mp4Box.Write("stsz", BigEndian.U32(0), BigEndian.U32(0), BigEndian.U32(samples.Count), BigEndian.U32s([.. samples.Select(sample => (long)sample.Size)])));
        tables.Add(wide
            ? Mp4Box.Write("co64", BigEndian.U32(0), BigEndian.U32(chunks.Count), Concat(chunks.Select(placed => BigEndian.U64(placed.Offset))))
            : Table("stco", [.. chunks.Select(placed => placed.Offset)]));
        return Mp4Box.Write("stbl", Concat(tables));
    }

    private static byte[] Table(string type, IReadOnlyCollection<long> entries) =>
        Mp4Box.Write(type, BigEndian.U32(0), BigEndian.U32(entries.Count), BigEndian.U32s(entries));

    /// <summary>Equal values side by side as a count and a value.</summary>
    private static byte[] Runs(string type, IEnumerable<int> values)
    {
        var runs = new List<(long Count, int Value)>();
        foreach (var value in values)
        {
            if (runs.Count > 0 && runs[^1].Value == value)
            {
                runs[^1] = (runs[^1].Count + 1, value);
            }
            else
            {
                runs.Add((1, value));
            }
        }

        return Mp4Box.Write(type, BigEndian.U32(0), BigEndian.U32(runs.Count), BigEndian.U32s([.. runs.SelectMany(run => new[] { run.Count, run.Value })]));
    }

    private static byte[] ChunkRuns(IReadOnlyList<int> counts)
    {
        var runs = counts.Select((count, i) => (Chunk: i + 1L, Count: count)).Where((run, i) => i == 0 || counts[i - 1] != run.Count).ToList();
        return Mp4Box.Write("stsc", BigEndian.U32(0), BigEndian.U32(runs.Count), BigEndian.U32s([.. runs.SelectMany(run => new[] { run.Chunk, run.Count, 1L })]));
    }

    private static byte[] Concat(IEnumerable<byte[]> parts) => [.. parts.SelectMany(part => part)];
}
