namespace ChainForge.Media;

/// <summary>What of a sequence parameter set decides whether clips can share a track, and how slice headers are read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FrameNumberBits">Bits of <c>frame_num</c> in a slice header.</param>
/// <param name="IsProgressive">Whether it holds frames only, no fields.</param>
/// <param name="SeparatePlanes">Whether colour planes are coded apart.</param>
/// <param name="Picture">What the decoded picture is.</param>
internal sealed record SequenceParameters(int Id, int FrameNumberBits, bool IsProgressive, bool SeparatePlanes, PictureFormat Picture)
{
    // Profiles whose sets tell chroma, depths and scaling lists.
    private static readonly int[] HighProfiles = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];

    /// <exception cref="Mp4Exception">It is cut off.</exception>
    public static SequenceParameters Read(NalUnit unit)
    {
        var bits = new BitReader(unit.Payload());
        var profile = bits.Bits(8);
        bits.Bits(16);
        var id = bits.Golomb();
        var (chroma, separate, depth) = HighProfiles.Contains(profile) ? HighProfile(ref bits) : (1, false, 8);

        var frameNumberBits = bits.Golomb() is <= 12 and var more ? more + 4 : throw new Mp4Exception("its frame numbers have more bits than the standard allows");
        SkipPictureOrder(ref bits);
        bits.Golomb();
        bits.Bit();
        var (across, down) = (bits.Golomb() + 1, bits.Golomb() + 1);
        var progressive = bits.Bit() == 1;
        if (!progressive)
        {
            bits.Bit();
        }

        bits.Bit();
        var (columns, rows) = bits.Bit() == 1 ? (bits.Golomb() + bits.Golomb(), bits.Golomb() + bits.Golomb()) : (0, 0);
        var fields = progressive ? 1 : 2;
        var picture = new PictureFormat(
            (16 * across) - (columns * (chroma is 1 or 2 ? 2 : 1)), (16 * down * fields) - (rows * fields * (chroma == 1 ? 2 : 1)),
            chroma, depth, HasSquarePixels: true, new ColourTags(null, null, null, null));
        return new SequenceParameters(id, frameNumberBits, progressive, separate, bits.Bit() == 1 ? picture.WithUsability(ref bits) : picture);
    }

    private static (int Chroma, bool SeparatePlanes, int Depth) HighProfile(ref BitReader bits)
    {
        var chroma = bits.Golomb();
        var separate = chroma == 3 && bits.Bit() == 1;
        var depth = 8 + Math.Max(bits.Golomb(), bits.Golomb());
        bits.Bit();
        if (bits.Bit() == 1)
        {
            for (var list = 0; list < (chroma == 3 ? 12 : 8); list++)
            {
                if (bits.Bit() == 1)
                {
                    SkipScalingList(ref bits, list < 6 ? 16 : 64);
                }
            }
        }

        return (chroma, separate, depth);
    }

    private static void SkipScalingList(ref BitReader bits, int size)
    {
        var (last, next) = (8, 8);
        for (var i = 0; i < size && next != 0; i++)
        {
            next = (last + bits.SignedGolomb() + 256) % 256;
            last = next == 0 ? last : next;
        }
    }

    private static void SkipPictureOrder(ref BitReader bits)
    {
        switch (bits.Golomb())
        {
            case 0:
                bits.Golomb();
                break;
            case 1:
                bits.Bit();
                bits.SignedGolomb();
                bits.SignedGolomb();
                for (var left = bits.Golomb(); left > 0; left--)
                {
                    bits.SignedGolomb();
                }

                break;
        }
    }
}
