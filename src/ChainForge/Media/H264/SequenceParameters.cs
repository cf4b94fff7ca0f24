namespace ChainForge.Media;

/// <summary>What of a sequence parameter set decides whether clips can share a track, and how slice headers are read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FrameNumberBits">Bits of <c>frame_num</c> in a slice header.</param>
/// <param name="IsProgressive">Whether it holds frames only, no fields.</param>
/// <param name="SeparatePlanes">Whether colour planes are coded apart.</param>
internal sealed record SequenceParameters(int Id, int FrameNumberBits, bool IsProgressive, bool SeparatePlanes)
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
        var separate = false;
        if (HighProfiles.Contains(profile))
        {
            separate = SkipHighProfile(ref bits);
        }

        var frameNumberBits = bits.Golomb() is <= 12 and var more ? more + 4 : throw new Mp4Exception("its frame numbers have more bits than the standard allows");
        SkipPictureOrder(ref bits);
        bits.Golomb();
        bits.Bit();
        bits.Golomb();
        bits.Golomb();
        return new SequenceParameters(id, frameNumberBits, bits.Bit() == 1, separate);
    }

    private static bool SkipHighProfile(ref BitReader bits)
    {
        var chroma = bits.Golomb();
        var separate = chroma == 3 && bits.Bit() == 1;
        bits.Golomb();
        bits.Golomb();
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

        return separate;
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
