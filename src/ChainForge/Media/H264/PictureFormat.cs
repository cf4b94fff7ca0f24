namespace ChainForge.Media;

/// <summary>What a sequence parameter set says of the decoded picture.</summary>
/// <param name="Width">Pixels across that are shown.</param>
/// <param name="Height">Pixels down that are shown.</param>
/// <param name="Chroma">1 is 4:2:0, 2 is 4:2:2, 3 is 4:4:4, 0 is grey.</param>
/// <param name="Depth">Bits of the deeper of brightness and colour.</param>
/// <param name="HasSquarePixels">Whether it says so, or nothing of it.</param>
/// <param name="Colour">Its colours; null: told with a number that has no name here.</param>
internal sealed record PictureFormat(int Width, int Height, int Chroma, int Depth, bool HasSquarePixels, ColourTags? Colour)
{
    // ITU-T H.264, table E-1.
    private const int Unspecified = 0;
    private const int Square = 1;
    private const int Extended = 255;

    /// <summary>Reads the beginning of the usability information (annex E), as far as it is of the picture.</summary>
    public PictureFormat WithUsability(ref BitReader bits)
    {
        var square = bits.Bit() == 0 || bits.Bits(8) switch
        {
            Unspecified or Square => true,
            Extended => bits.Bits(16) == bits.Bits(16),
            _ => false,
        };
        if (bits.Bit() == 1)
        {
            bits.Bit();
        }

        return this with { HasSquarePixels = square, Colour = bits.Bit() == 1 ? Colours(ref bits) : Colour };
    }

    private static ColourTags? Colours(ref BitReader bits)
    {
        bits.Bits(3);
        var full = bits.Bit() == 1;
        return bits.Bit() == 1
            ? ColourNumbers.Name(bits.Bits(8), bits.Bits(8), bits.Bits(8), full)
            : ColourNumbers.Name(ColourNumbers.Unspecified, ColourNumbers.Unspecified, ColourNumbers.Unspecified, full);
    }
}
