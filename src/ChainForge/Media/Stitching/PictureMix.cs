namespace ChainForge.Media;

/// <summary>Mixes frames of planar YUV 4:2:0, byte by byte.</summary>
internal static class PictureMix
{
    private const int Whole = 256;

    /// <summary>Mixes a frame with another.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="share">The other's share, 0 to 1.</param>
    /// <param name="mixed">The result; may be one of the two.</param>
    public static void Mix(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, double share, Span<byte> mixed)
    {
        var b = (int)Math.Round(share * Whole);
        var a = Whole - b;
        for (var i = 0; i < mixed.Length; i++)
        {
            mixed[i] = (byte)(((one[i] * a) + (other[i] * b) + (Whole / 2)) / Whole);
        }
    }

    /// <summary>Black in limited range.</summary>
    public static byte[] Black(int luma)
    {
        var frame = new byte[luma * 3 / 2];
        Array.Fill(frame, (byte)16, 0, luma);
        Array.Fill(frame, (byte)128, luma, frame.Length - luma);
        return frame;
    }
}
