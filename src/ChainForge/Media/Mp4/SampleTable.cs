namespace ChainForge.Media;

/// <summary>The <c>stbl</c> of a track: where its samples lie and when they are decoded and shown. Nothing that it says is believed: not a count, not a place, not a size.</summary>
/// <param name="table">Its content.</param>
/// <param name="fileBytes">Length of the file; every sample must lie within.</param>
internal sealed class SampleTable(ReadOnlyMemory<byte> table, long fileBytes)
{
    // Eight hours of 60 fps. A count costs nothing to write, but as many samples have to be kept.
    private const int MostSamples = 1 << 21;

    /// <summary>The sample entry with its header.</summary>
    /// <exception cref="Mp4Exception">There are several, or none.</exception>
    public (string Type, byte[] Bytes) Entry()
    {
        var description = Mp4Box.Find(table, "stsd").Content;
        var entry = Mp4Fields.From(description, 8);
        return Mp4Fields.Int(description.Span, 4) == 1 && Mp4Box.ReadAll(entry) is [var only]
            ? (only.Type, Mp4Box.Write(only.Type, only.Content.ToArray()))
            : throw new Mp4Exception("it does not have exactly one sample entry");
    }

    /// <summary>All samples.</summary>
    public IReadOnlyList<Mp4Sample> Samples()
    {
        var sizes = Sizes();
        var offsets = Offsets(sizes);
        var durations = Runs("stts", sizes.Length);
        if (durations.Any(duration => duration < 0))
        {
            throw new Mp4Exception("a frame lasts longer than any can");
        }

        var shown = Mp4Box.TryFind(table, "ctts") is null ? new int[sizes.Length] : Runs("ctts", sizes.Length);
        var sync = Sync(sizes.Length);
        var samples = new Mp4Sample[sizes.Length];
        var time = 0L;
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = new Mp4Sample(offsets[i], sizes[i], time, durations[i], shown[i], sync is null || sync.Contains(i + 1));
            time += durations[i];
        }

        return samples;
    }

    private int[] Sizes()
    {
        var bytes = Mp4Box.Find(table, "stsz").Content.Span;
        var (each, count) = (Mp4Fields.Int(bytes, 4), Mp4Fields.Int(bytes, 8));
        if (count is < 1 or > MostSamples || (each == 0 ? bytes.Length < 12 + (4L * count) : (long)count * each > fileBytes))
        {
            throw new Mp4Exception("its table of sizes holds none, or more than the file");
        }

        var sizes = new int[count];
        for (var i = 0; i < count; i++)
        {
            sizes[i] = each == 0 ? Mp4Fields.Int(bytes, 12 + (4 * i)) : each;
        }

        return sizes;
    }

    private long[] Offsets(int[] sizes)
    {
        var chunks = Chunks(sizes.Length);
        var map = Mp4Box.Find(table, "stsc").Content.Span;
        var runs = Count(map, 12, sizes.Length);
        var offsets = new long[sizes.Length];
        var sample = 0;
        for (int chunk = 0, run = 0; chunk < chunks.Length && sample < sizes.Length; chunk++)
        {
            while (run + 1 < runs && Mp4Fields.Int(map, 8 + (12 * (run + 1))) <= chunk + 1)
            {
                run++;
            }

            var at = chunks[chunk];
            for (var left = Mp4Fields.Int(map, 12 + (12 * run)); left > 0 && sample < sizes.Length; left--)
            {
                if (sizes[sample] < 1 || at < 0 || at > fileBytes - sizes[sample])
                {
                    throw new Mp4Exception("a sample lies outside of the file");
                }

                offsets[sample] = at;
                at += sizes[sample++];
            }
        }

        return sample == sizes.Length ? offsets : throw new Mp4Exception("its chunks hold fewer samples than it lists");
    }

    private long[] Chunks(int samples)
    {
        var wide = Mp4Box.TryFind(table, "stco") is null;
        var bytes = Mp4Box.Find(table, wide ? "co64" : "stco").Content.Span;
        var chunks = new long[Count(bytes, wide ? 8 : 4, samples)];
        for (var i = 0; i < chunks.Length; i++)
        {
            chunks[i] = wide ? Mp4Fields.Long(bytes, 8 + (8 * i)) : Mp4Fields.UInt(bytes, 8 + (4 * i));
        }

        return chunks;
    }

    /// <summary>A table of runs (<c>stts</c>, <c>ctts</c>), unrolled.</summary>
    private int[] Runs(string type, int count)
    {
        var bytes = Mp4Box.Find(table, type).Content.Span;
        var values = new int[count];
        var at = 0;
        var runs = Count(bytes, 8, count);
        for (var run = 0; run < runs; run++)
        {
            var (length, value) = (Mp4Fields.Int(bytes, 8 + (8 * run)), Mp4Fields.Int(bytes, 12 + (8 * run)));
            for (var i = 0; i < length && at < count; i++)
            {
                values[at++] = value;
            }
        }

        return at == count ? values : throw new Mp4Exception($"its {type} covers {at} of {count} samples");
    }

    private HashSet<int>? Sync(int samples)
    {
        if (Mp4Box.TryFind(table, "stss") is not { } box)
        {
            return null;
        }

        var bytes = box.Content.Span;
        var numbers = new HashSet<int>();
        var count = Count(bytes, 4, samples);
        for (var i = 0; i < count; i++)
        {
            numbers.Add(Mp4Fields.Int(bytes, 8 + (4 * i)));
        }

        return numbers;
    }

    /// <summary>How many entries a table says it has: its bytes must hold them, and none of these tables needs more than one for each sample.</summary>
    private static int Count(ReadOnlySpan<byte> bytes, int entrySize, int samples) =>
        Mp4Fields.Int(bytes, 4) is >= 0 and var count && count <= samples && 8 + ((long)count * entrySize) <= bytes.Length ? count : throw new Mp4Exception("a table is cut off, or longer than what it tells of");
}
