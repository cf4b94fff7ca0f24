namespace ChainForge.Media;

/// <summary>The <c>mp4a</c> of a track, as far as it is plain AAC-LC: one or two channels, and nothing hidden in its packets that a decoder would make a higher rate of.</summary>
/// <param name="SampleRate">Samples per second.</param>
/// <param name="Channels">1 or 2.</param>
internal sealed record AacEntry(int SampleRate, int Channels)
{
    // ISO/IEC 14496-1: tags of the descriptors, and the object type that says AAC.
    private const int Stream = 3;
    private const int Decoder = 4;
    private const int Specific = 5;
    private const int Aac = 0x40;

    // ISO/IEC 14496-3: low complexity, and the rates by their index.
    private const int LowComplexity = 2;

    // In packets of a lower rate a doubled one may be hidden, which only a decoder finds out.
    private const int LeastRate = 32000;

    // Everything between the header of the sample entry and its boxes.
    private const int SoundFields = 28;

    private static readonly int[] Rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    /// <summary>What a track's sound is; null: it is of another kind.</summary>
    /// <exception cref="Mp4Exception">It is cut off.</exception>
    public static AacEntry? Of(Mp4Track track)
    {
        var content = track.SampleEntry.AsMemory(8);
        if (track.EntryType != "mp4a" || Mp4Fields.Short(content.Span, 8) != 0)
        {
            return null;
        }

        // Behind version and flags: a descriptor in a descriptor in a descriptor.
        var stream = Descriptor(Mp4Fields.From(Mp4Box.Find(Mp4Fields.From(content, SoundFields), "esds").Content, 4), Stream);
        var decoder = Mp4Fields.Byte(stream.Span, 2) == 0 ? Descriptor(stream[3..], Decoder) : default;
        return decoder.Length > 13 && Mp4Fields.Byte(decoder.Span, 0) == Aac ? Config(Descriptor(decoder[13..], Specific).Span) : null;
    }

    private static AacEntry? Config(ReadOnlySpan<byte> config)
    {
        var bits = new BitReader(config);
        var (type, rate, channels) = (bits.Bits(5), bits.Bits(4), bits.Bits(4));
        var isPlain = bits.Bits(3) == 0;

        // More bytes tell of extensions; FFmpeg's encoder and others write one that says that there is none.
        return type == LowComplexity && isPlain && rate < Rates.Length && Rates[rate] >= LeastRate && channels is 1 or 2 && !HasExtension(config[2..])
            ? new AacEntry(Rates[rate], channels)
            : null;
    }

    // 11 bits that announce it, 5 for its kind, and one that says whether it is there.
    private static bool HasExtension(ReadOnlySpan<byte> rest) => rest.Length > 0 && !(rest.Length >= 3 && rest[0] == 0x56 && rest[1] == 0xE5 && (rest[2] & 0x80) == 0);

    /// <summary>The content of a descriptor.</summary>
    private static ReadOnlyMemory<byte> Descriptor(ReadOnlyMemory<byte> bytes, int tag)
    {
        if (Mp4Fields.Byte(bytes.Span, 0) != tag)
        {
            throw new Mp4Exception("its sound is described in another way");
        }

        var (length, at) = (0, 1);
        int next;
        do
        {
            next = Mp4Fields.Byte(bytes.Span, at++);
            length = (length << 7) | (next & 0x7F);
        }
        while ((next & 0x80) != 0 && at <= 4);
        return length <= bytes.Length - at ? bytes.Slice(at, length) : throw new Mp4Exception("its sound's description is cut off");
    }
}
