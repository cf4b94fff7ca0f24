using System.Buffers.Binary;

namespace ChainForge.Media;

/// <summary>The <c>stbl</c> of a track: where its samples lie and when they are decoded and shown.</summary>
internal sealed class SampleTable(ReadOnlyMemory<byte> table)
{
    // Eighteen hours of 60 fps, a minute and a half of sound whose every sample is told by itself.
    private const int Most = 4_000_000;

    /// <summary>The sample entry with its header.</summary>
    /// <exception cref="Mp4Exception">There are several, or none.</exception>
    public (string Type, byte[] Bytes) Entry()
    {
        var description = Mp4Box.Find(table, "stsd").Content;
        var entry = description[8..];
        return BinaryPrimitives.ReadInt32BigEndian(description.Span[4..]) == 1 && Mp4Box.ReadAll(entry) is [var only]
            ? (only.Type, Mp4Box.Write(only.Type, only.Content.ToArray()))
            : throw new Mp4Exception("it does not have exactly one sample entry");
    }

    /// <summary>All samples.</summary>
    public IReadOnlyList<Mp4Sample> Samples()
    {
        var sizes = Sizes();
        var offsets = Offsets(sizes);
        var durations = Runs("stts", sizes.Length);
        var shown = Mp4Box.TryFind(table, "ctts") is null ? new int[sizes.Length] : Runs("ctts", sizes.Length);
        var sync = Sync();
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
        var (each, count) = (Int(bytes, 4), Int(bytes, 8));
        if (count < 1 || (each == 0 && bytes.Length < 12 + (4L * count)))
        {
            throw new Mp4Exception("its table of sizes is cut off");
        }

        // Where all have one size the count stands alone, and must not take the memory.
        if (count > Most || each < 0)
        {
            throw new Mp4Exception("its table of sizes has more samples than any clip needs");
        }

        var sizes = new int[count];
        for (var i = 0; i < count; i++)
        {
            sizes[i] = each == 0 ? Int(bytes, 12 + (4 * i)) : each;
            if (sizes[i] < 0)
            {
                throw new Mp4Exception("its table of sizes has a sample that no file can hold");
            }
        }

        return sizes;
    }

    private long[] Offsets(int[] sizes)
    {
        var chunks = Chunks();
        var map = Mp4Box.Find(table, "stsc").Content.Span;
        var runs = Count(map, 12);
        var offsets = new long[sizes.Length];
        var sample = 0;
        for (int chunk = 0, run = 0; chunk < chunks.Length && sample < sizes.Length; chunk++)
        {
            while (run + 1 < runs && Int(map, 8 + (12 * (run + 1))) <= chunk + 1)
            {
                run++;
            }

            var at = chunks[chunk];
            for (var left = Int(map, 12 + (12 * run)); left > 0 && sample < sizes.Length; left--)
            {
                offsets[sample] = at;
                at += sizes[sample++];
            }
        }

        return sample == sizes.Length ? offsets : throw new Mp4Exception("its chunks hold fewer samples than it lists");
    }

    private long[] Chunks()
    {
        var wide = Mp4Box.TryFind(table, "stco") is null;
        var bytes = Mp4Box.Find(table, wide ? "co64" : "stco").Content.Span;
        var chunks = new long[Count(bytes, wide ? 8 : 4)];
        for (var i = 0; i < chunks.Length; i++)
        {
            chunks[i] = wide ? BinaryPrimitives.ReadInt64BigEndian(bytes[(8 + (8 * i))..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[(8 + (4 * i))..]);
        }

        return chunks;
    }

    /// <summary>A table of runs (<c>stts</c>, <c>ctts</c>), unrolled.</summary>
    private int[] Runs(string type, int count)
    {
        var bytes = Mp4Box.Find(table, type).Content.Span;
        var values = new int[count];
        var at = 0;
        for (var run = 0; run < Count(bytes, 8); run++)
        {
            var (length, value) = (Int(bytes, 8 + (8 * run)), Int(bytes, 12 + (8 * run)));
            for (var i = 0; i < length && at < count; i++)
            {
                values[at++] = value;
            }
        }

        return at == count ? values : throw new Mp4Exception($"its {type} covers {at} of {count} samples");
    }

    private HashSet<int>? Sync()
    {
        if (Mp4Box.TryFind(table, "stss") is not { } box)
        {
            return null;
        }

        var bytes = box.Content.Span;
        var numbers = new HashSet<int>();
        for (var i = 0; i < Count(bytes, 4); i++)
        {
            numbers.Add(Int(bytes, 8 + (4 * i)));
        }

        return numbers;
    }

    /// <summary>How many entries a table says it has; its bytes must hold them.</summary>
    private static int Count(ReadOnlySpan<byte> bytes, int entrySize) =>
        Int(bytes, 4) is >= 0 and var count && 8 + ((long)count * entrySize) <= bytes.Length ? count : throw new Mp4Exception("a table is cut off");

    private static int Int(ReadOnlySpan<byte> bytes, int at) =>
        at + 4 <= bytes.Length ? BinaryPrimitives.ReadInt32BigEndian(bytes[at..]) : throw new Mp4Exception("a table is cut off");
}
