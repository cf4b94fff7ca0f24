namespace ChainForge.Media;

/// <summary>The <c>colr</c> of a sample entry: says the colours of frames that say nothing themselves, so that no player has to guess.</summary>
internal static class ColourBox
{
    /// <summary>The box; what has no number is told as unspecified.</summary>
    public static byte[] Write(ColourTags colour)
    {
        var (primaries, transfer, matrix) = ColourNumbers.Of(colour);
        return Mp4Box.Write("colr", "nclx"u8.ToArray(), BigEndian.U16(primaries), BigEndian.U16(transfer), BigEndian.U16(matrix), BigEndian.U8(colour.Range == "pc" ? 0x80 : 0));
    }

    /// <summary>What the content of such a box says; null: it is of another kind, or tells a number that has no name here.</summary>
    public static ColourTags? Read(ReadOnlySpan<byte> content) =>
        Mp4Fields.Letters(content, 0) == "nclx"
            ? ColourNumbers.Name(Mp4Fields.Short(content, 4), Mp4Fields.Short(content, 6), Mp4Fields.Short(content, 8), (Mp4Fields.Byte(content, 10) & 0x80) != 0)
            : null;
}
