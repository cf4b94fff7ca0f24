namespace ChainForge.Media;

/// <summary>The <c>avcC</c> of a sample entry: what a decoder must know before the first frame (ISO/IEC 14496-15).</summary>
internal sealed record AvcConfig
{
    /// <summary>Profile, compatibility and level, as in the first sequence parameter set.</summary>
    public required byte[] ProfileAndLevel { get; init; }

    /// <summary>Bytes of the length before each NAL unit.</summary>
    public required int LengthSize { get; init; }

    public required IReadOnlyList<NalUnit> Sequences { get; init; }

    public required IReadOnlyList<NalUnit> Pictures { get; init; }

    /// <summary>What stands behind the parameter sets: chroma and bit depths of the high profiles.</summary>
    public required byte[] Extension { get; init; }

    /// <summary>Whether a decoder that has one of them needs nothing else for the other.</summary>
    public bool Equals(AvcConfig? other) => other is not null && LengthSize == other.LengthSize && Write().AsSpan().SequenceEqual(other.Write());

    public override int GetHashCode() => Sequences.Count;

    /// <summary>Reads the content of an <c>avcC</c>.</summary>
    /// <exception cref="Mp4Exception">It is cut off.</exception>
    public static AvcConfig Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length < 7 || content.Span[0] != 1)
        {
            throw new Mp4Exception("its avcC cannot be read");
        }

        var at = 5;
        var sequences = Units(0x1F);
        var pictures = Units(0xFF);
        return new AvcConfig
        {
            ProfileAndLevel = content[1..4].ToArray(),
            LengthSize = (content.Span[4] & 3) + 1,
            Sequences = sequences,
            Pictures = pictures,
            Extension = content[at..].ToArray(),
        };

        List<NalUnit> Units(int mask)
        {
            var units = new List<NalUnit>();
            for (var left = Byte() & mask; left > 0; left--)
            {
                var length = (Byte() << 8) | Byte();
                if (length < 2 || at + length > content.Length)
                {
                    throw new Mp4Exception("its avcC is cut off");
                }

                units.Add(new NalUnit(content.Slice(at, length)));
                at += length;
            }

            return units;
        }

        int Byte() => at < content.Length ? content.Span[at++] : throw new Mp4Exception("its avcC is cut off");
    }

    /// <summary>The content of an <c>avcC</c>; lengths are written with four bytes.</summary>
    public byte[] Write() =>
    [
        1, .. ProfileAndLevel, 0xFC | 3,
        (byte)(0xE0 | Sequences.Count), .. Sequences.SelectMany(Sized),
        (byte)Pictures.Count, .. Pictures.SelectMany(Sized),
        .. Extension,
    ];

    private static IEnumerable<byte> Sized(NalUnit unit) => [.. BigEndian.U16(unit.Bytes.Length), .. unit.Bytes.Span];
}
