namespace ChainForge.Media;

/// <summary>Changes the two ids in a slice header that a joint may have to change, without touching anything behind them.</summary>
/// <remarks>
/// The number 0 takes one bit, 15 to 30 take nine: replaced by such a number it moves all later bits by exactly a byte, so that
/// whatever is aligned (CABAC's data) stays aligned and no other field has to be understood.
/// </remarks>
internal static class SliceHeader
{
    /// <summary>The first number that takes nine bits.</summary>
    public const int FirstWide = 15;

    /// <summary>The last.</summary>
    public const int LastWide = 30;

    /// <summary>The slice with another picture parameter set than 0.</summary>
    /// <exception cref="Mp4Exception">It does not refer to set 0.</exception>
    public static NalUnit WithPictureParameters(NalUnit slice, int id)
    {
        var payload = slice.Payload();
        var bits = new BitReader(payload);
        bits.Golomb();
        bits.Golomb();
        var at = bits.Position;
        return bits.Golomb() == 0 ? slice.With(Widen(payload, at, id)) : throw new Mp4Exception("a slice refers to another parameter set than the first");
    }

    /// <summary>The IDR slice with another <c>idr_pic_id</c> than 0: two IDR pictures in a row must differ in it.</summary>
    /// <exception cref="Mp4Exception">It has another one already.</exception>
    public static NalUnit WithIdrId(NalUnit slice, int id, SequenceParameters sequence)
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
        return bits.Golomb() == 0 ? slice.With(Widen(payload, at, id)) : throw new Mp4Exception("an IDR picture has another id than 0");
    }

    /// <summary>A parameter set with another id than 0 at a bit of its payload.</summary>
    /// <exception cref="Mp4Exception">The id is another one already.</exception>
    public static NalUnit WithFirstId(NalUnit set, int at, int id)
    {
        var payload = set.Payload();
        var bits = new BitReader(payload);
        bits.Skip(at);
        return bits.Golomb() == 0 ? set.With(Widen(payload, at, id)) : throw new Mp4Exception("a parameter set has another id than 0");
    }

    /// <summary>Replaces the one bit that is the number 0 by a number of nine.</summary>
    private static byte[] Widen(byte[] payload, int at, int id)
    {
        if (id is < FirstWide or > LastWide)
        {
            throw new ArgumentOutOfRangeException(nameof(id), id, "Only 15 to 30 take nine bits.");
        }

        // ue(v) of 15 to 30: four zeros, then the number plus one in five bits.
        var (first, bit) = (at >> 3, at & 7);
        var (old, code) = (payload[first], id + 1);
        var kept = bit == 0 ? 0 : old >> (8 - bit) << (8 - bit);
        var rest = old & ((1 << (7 - bit)) - 1);
        var wide = (kept << 8) | (code << (7 - bit)) | rest;
        return [.. payload[..first], (byte)(wide >> 8), (byte)wide, .. payload[(first + 1)..]];
    }
}
