using System.Numerics;

namespace ChainForge.Media;

/// <summary>Changes the two ids in a slice header that a joint may have to change, without touching anything behind them.</summary>
/// <remarks>
/// The number 0 takes one bit, 15 to 30 take nine; any number has others that take eight bits more: replaced by such a one it moves all later bits
/// by exactly a byte, so that whatever is aligned (CABAC's data) stays aligned and no other field has to be understood.
/// </remarks>
internal static class SliceHeader
{
    /// <summary>The first number that takes nine bits.</summary>
    public const int FirstWide = 15;

    /// <summary>The last.</summary>
    public const int LastWide = 30;

    // The standard's bound (H.264, 7.4.3).
    private const int MostIdrId = 65535;

    /// <summary>The slice with another picture parameter set than 0.</summary>
    /// <exception cref="Mp4Exception">It does not refer to set 0.</exception>
    public static NalUnit WithPictureParameters(NalUnit slice, int id)
    {
        var payload = slice.Payload();
        var bits = new BitReader(payload);
        bits.Golomb();
        bits.Golomb();
        var at = bits.Position;
        return bits.Golomb() == 0 ? slice.With(Widen(payload, at, 0, id)) : throw new Mp4Exception("a slice refers to another parameter set than the first");
    }

    /// <summary>The <c>idr_pic_id</c> of a slice; null: it is of no IDR picture.</summary>
    public static int? IdrIdOf(NalUnit slice, SequenceParameters sequence) => slice.Type == NalUnit.IdrSlice ? FindIdrId(slice.Payload(), sequence).Id : null;

    /// <summary>The IDR slice with another <c>idr_pic_id</c>: two IDR pictures in a row must differ in it. An id of x264's, 0 or 1, becomes none of x264's.</summary>
    /// <exception cref="Mp4Exception">It is so high that the standard has none for it.</exception>
    public static NalUnit WithIdrIdApart(NalUnit slice, SequenceParameters sequence)
    {
        var payload = slice.Payload();
        var (at, id) = FindIdrId(payload, sequence);
        var apart = (1L << ((BitsOf(id) + 7) / 2)) - 1;
        return apart <= MostIdrId ? slice.With(Widen(payload, at, id, (int)apart)) : throw new Mp4Exception($"an IDR picture has the id {id}");
    }

    /// <summary>A parameter set with another id than 0 at a bit of its payload.</summary>
    /// <exception cref="Mp4Exception">The id is another one already.</exception>
    public static NalUnit WithFirstId(NalUnit set, int at, int id)
    {
        var payload = set.Payload();
        var bits = new BitReader(payload);
        bits.Skip(at);
        return bits.Golomb() == 0 ? set.With(Widen(payload, at, 0, id)) : throw new Mp4Exception("a parameter set has another id than 0");
    }

    private static (int At, int Id) FindIdrId(byte[] payload, SequenceParameters sequence)
    {
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
        return (at, bits.Golomb());
    }

    // ue(v): the number plus one, with as many zeros before it as bits behind its first.
    private static int BitsOf(int number) => (2 * BitOperations.Log2((uint)number + 1)) + 1;

    /// <summary>Replaces a number by one that takes eight bits more.</summary>
    private static byte[] Widen(byte[] payload, int at, int number, int wider)
    {
        var bits = BitsOf(number);
        if (BitsOf(wider) != bits + 8)
        {
            throw new ArgumentOutOfRangeException(nameof(wider), wider, $"It does not take {bits + 8} bits.");
        }

        var (first, before) = (at >> 3, at & 7);
        var bytes = (before + bits + 7) >> 3;
        var behind = (8 * bytes) - before - bits;
        var old = payload.AsSpan(first, bytes).ToArray().Aggregate(0L, (value, next) => (value << 8) | next);
        var kept = old >> (behind + bits);
        var wide = (((kept << (bits + 8)) | (uint)(wider + 1)) << behind) | (old & ((1L << behind) - 1));
        return [.. payload[..first], .. Enumerable.Range(0, bytes + 1).Select(i => (byte)(wide >> (8 * (bytes - i)))), .. payload[(first + bytes)..]];
    }
}
