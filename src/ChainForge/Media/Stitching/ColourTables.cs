namespace ChainForge.Media;

/// <summary>A correction as three tables of 256 levels; what comes out stays in limited range.</summary>
internal sealed class ColourTables
{
    private readonly byte[] _y;
    private readonly byte[] _u;
    private readonly byte[] _v;

    public ColourTables(ColourMap map) => (_y, _u, _v) = (Table(map.Y, 235), Table(map.U, 240), Table(map.V, 240));

    /// <summary>Corrects a frame of planar YUV 4:2:0.</summary>
    public void Apply(ReadOnlySpan<byte> frame, Span<byte> corrected)
    {
        var luma = frame.Length * 2 / 3;
        var chroma = luma / 4;
        Look(frame[..luma], corrected, _y);
        Look(frame.Slice(luma, chroma), corrected[luma..], _u);
        Look(frame.Slice(luma + chroma, chroma), corrected[(luma + chroma)..], _v);
    }

    private static void Look(ReadOnlySpan<byte> plane, Span<byte> corrected, byte[] table)
    {
        for (var i = 0; i < plane.Length; i++)
        {
            corrected[i] = table[plane[i]];
        }
    }

    private static byte[] Table(ChannelMap map, int high) =>
        [.. Enumerable.Range(0, 256).Select(value => (byte)Math.Clamp(Math.Round(map.Apply(value)), 16, high))];
}
