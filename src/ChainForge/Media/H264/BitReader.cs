namespace ChainForge.Media;

/// <summary>Reads the bits of an H.264 payload whose emulation prevention has been taken out.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bits read so far.</summary>
    public int Position { get; private set; }

    public int Bit()
    {
        if (Position >= _bytes.Length * 8)
        {
            throw new Mp4Exception("an H.264 header is cut off");
        }

        var bit = (_bytes[Position >> 3] >> (7 - (Position & 7))) & 1;
        Position++;
        return bit;
    }

    public int Bits(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++)
        {
            value = (value << 1) | Bit();
        }

        return value;
    }

    public void Skip(int count) => Position += count;

    /// <summary>An unsigned Exp-Golomb number, ue(v).</summary>
    public int Golomb()
    {
        var zeros = 0;
        while (Bit() == 0)
        {
            if (++zeros > 30)
            {
                throw new Mp4Exception("a number in an H.264 header is too large");
            }
        }

        return (1 << zeros) - 1 + Bits(zeros);
    }

    /// <summary>A signed one, se(v).</summary>
    public int SignedGolomb()
    {
        var code = Golomb();
        return (code & 1) == 1 ? (code + 1) / 2 : -code / 2;
    }
}
