using System.Numerics;

namespace ChainForge.Media;

/// <summary>Changes the two ids in a slice header that a joint may have to change, without touching anything behind them.</summary>
/// <remarks>
/// The number 0 takes one bit, 15 to 30 take nine; 1 and 2 take three, 31 to 62 eleven: replaced by such a number it moves all later bits by
/// exactly a byte, so that whatever is aligned (CABAC's data) stays aligned and no other field has to be understood.
/// </remarks>
internal static class SliceHeader
{
    /// <summary>The first number that takes nine bits.</summary>
    public const int FirstWide = 15;

    /// <summary>The last.</summary>
    public const int LastWide = 30;

    // The first that takes eleven.
    private const int FirstWider = 31;

    /// <summary>The slice with another picture parameter set than 0.</summary>
    /// <exception cref="Mp4Exception">It does not refer to set 0.</exception>
    public static NalUnit WithPictureParameters(NalUnit slice, int id)
    {
        var payload = slice.Payload();
        var bits = new BitReader(payload);
        bits.Golomb();
        bits.Golomb();
        var at = bits.Position;
        return bits.Golomb() == 0 ? slice.With(Widen(payload, at, 1, id)) : throw new Mp4Exception("a slice refers to another parameter set than the first");
    }

    /// <summary>The IDR slice with another <c>idr_pic_id</c> than any that x264 writes, which are 0 and 1 in turns: two IDR pictures in a row must differ in it.</summary>
    /// <exception cref="Mp4Exception">It has another one already.</exception>
    public static NalUnit WithIdrIdApart(NalUnit slice, SequenceParameters sequence)
    {
        var payload = slice.Payload();
        var bits = new BitReader(payload);
        bits.Golomb();
        bits.Golomb();
        bits.Golomb();
        bits.Bits((sequence.SeparatePlanes ? 2 : 0) + sequence.FrameNumberBits);
        if (!sequence.IsProgressive && bits.Bit() == 1)
        {
            bits.Bit();
        }

        var at = bits.Position;
        return bits.Golomb() switch
        {
            0 => slice.With(Widen(payload, at, 1, FirstWide)),
            1 => slice.With(Widen(payload, at, 3, FirstWider)),
            _ => throw new Mp4Exception("an IDR picture has another id than 0 and 1"),
        };
    }

    /// <summary>A parameter set with another id than 0 at a bit of its payload.</summary>
    /// <exception cref="Mp4Exception">The id is another one already.</exception>
    public static NalUnit WithFirstId(NalUnit set, int at, int id)
    {
        var payload = set.Payload();
        var bits = new BitReader(payload);
        bits.Skip(at);
        return bits.Golomb() == 0 ? set.With(Widen(payload, at, 1, id)) : throw new Mp4Exception("a parameter set has another id than 0");
    }

    /// <summary>Replaces a number by one that takes eight bits more.</summary>
    private static byte[] Widen(byte[] payload, int at, int bits, int number)
    {
        // ue(v): the number plus one, with as many zeros before it as bits behind its first.
        if ((2 * BitOperations.Log2((uint)number + 1)) + 1 != bits + 8)
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, $"It does not take {bits + 8} bits.");
        }

        var (first, before) = (at >> 3, at & 7);
        var bytes = (before + bits + 7) >> 3;
        var behind = (8 * bytes) - before - bits;
        var old = payload.AsSpan(first, bytes).ToArray().Aggregate(0, (value, next) => (value << 8) | next);
        var kept = old >> (behind + bits);
        var wide = (((kept << (bits + 8)) | (number + 1)) << behind) | (old & ((1 << behind) - 1));
        return [.. payload[..first], .. Enumerable.Range(0, bytes + 1).Select(i => (byte)(wide >> (8 * (bytes - i)))), .. payload[(first + bytes)..]];
    }
}
