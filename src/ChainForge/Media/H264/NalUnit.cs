using System.Buffers.Binary;

namespace ChainForge.Media;

/// <summary>A NAL unit of H.264 (ISO/IEC 14496-10).</summary>
/// <param name="Bytes">With its one-byte header, without start code or length.</param>
internal readonly record struct NalUnit(ReadOnlyMemory<byte> Bytes)
{
    public const int Slice = 1;
    public const int IdrSlice = 5;
    public const int Sei = 6;
    public const int SequenceParameters = 7;
    public const int PictureParameters = 8;

    public int Type => Bytes.Span[0] & 0x1F;

    /// <summary>Whether other pictures are decoded from it.</summary>
    public bool IsReference => (Bytes.Span[0] & 0x60) != 0;

    /// <summary>The units of a sample, each behind its length.</summary>
    /// <param name="sample">As it lies in the MP4.</param>
    /// <param name="lengthSize">Bytes of a length.</param>
    /// <exception cref="Mp4Exception">A unit is longer than the sample.</exception>
    public static IReadOnlyList<NalUnit> ReadAll(ReadOnlyMemory<byte> sample, int lengthSize)
    {
        var units = new List<NalUnit>();
        while (sample.Length > 0)
        {
            var length = LengthOf(sample.Span[..Math.Min(lengthSize, sample.Length)], sample.Length);
            units.Add(new NalUnit(sample.Slice(lengthSize, length)));
            sample = sample[(lengthSize + length)..];
        }

        return units;
    }

    /// <summary>The length that stands before a unit.</summary>
    /// <param name="bytes">It, high byte first.</param>
    /// <param name="left">Bytes that are left of the sample, the length itself included.</param>
    /// <exception cref="Mp4Exception">The unit is longer than the sample.</exception>
    public static int LengthOf(ReadOnlySpan<byte> bytes, long left)
    {
        var length = 0L;
        foreach (var value in bytes)
        {
            length = (length << 8) | value;
        }

        return length >= 1 && bytes.Length + length <= left ? (int)length : throw new Mp4Exception("a frame's parts are longer than the frame");
    }

    /// <summary>Units as a sample, each behind a length of four bytes.</summary>
    public static byte[] WriteAll(IReadOnlyCollection<NalUnit> units)
    {
        var sample = new byte[units.Sum(unit => 4 + unit.Bytes.Length)];
        var at = 0;
        foreach (var unit in units)
        {
            BinaryPrimitives.WriteInt32BigEndian(sample.AsSpan(at), unit.Bytes.Length);
            unit.Bytes.Span.CopyTo(sample.AsSpan(at + 4));
            at += 4 + unit.Bytes.Length;
        }

        return sample;
    }

    /// <summary>The payload behind the header, with the bytes taken out that keep it from looking like a start code.</summary>
    public byte[] Payload()
    {
        var bytes = Bytes.Span[1..];
        var payload = new byte[bytes.Length];
        var (length, zeros) = (0, 0);
        foreach (var value in bytes)
        {
            if (zeros >= 2 && value == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = value == 0 ? zeros + 1 : 0;
            payload[length++] = value;
        }

        return payload[..length];
    }

    /// <summary>The unit with another payload.</summary>
    public NalUnit With(ReadOnlySpan<byte> payload)
    {
        var bytes = new List<byte>(payload.Length + 16) { Bytes.Span[0] };
        var zeros = 0;
        foreach (var value in payload)
        {
            if (zeros >= 2 && value <= 3)
            {
                bytes.Add(3);
                zeros = 0;
            }

            zeros = value == 0 ? zeros + 1 : 0;
            bytes.Add(value);
        }

        return new NalUnit(bytes.ToArray());
    }
}
