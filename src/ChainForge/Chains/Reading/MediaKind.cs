namespace ChainForge.Chains.Reading;

/// <summary>What a local file must be, judged by its first bytes and not by its name.</summary>
internal sealed record MediaKind(string Name, string Formats, long MaxBytes, Func<byte[], bool> Begins)
{
    /// <summary>How many bytes <see cref="Begins"/> looks at.</summary>
    public const int HeaderLength = 12;

    public static readonly MediaKind Picture = new("picture", "a PNG, JPEG or WebP picture", ChainLimits.MaxPictureBytes, IsPicture);

    public static readonly MediaKind Video = new("video", "an MP4 video", ChainLimits.MaxVideoBytes, IsVideo);

    public static readonly MediaKind Music = new("piece of music", "an MP3, WAV, FLAC, Ogg or M4A file", ChainLimits.MaxMusicBytes, IsMusic);

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static bool IsPicture(byte[] header) =>
        header.AsSpan().StartsWith(Png)
        || header.AsSpan().StartsWith(Jpeg)
        || (header.AsSpan(0, 4).SequenceEqual("RIFF"u8) && header.AsSpan(8, 4).SequenceEqual("WEBP"u8));

    // HEIC and AVIF pictures and QuickTime films have an ftyp box too, told apart by the brand in it.
    private static bool IsVideo(byte[] header)
    {
        var brand = header.AsSpan(8, 4);
        return header.AsSpan(4, 4).SequenceEqual("ftyp"u8)
            && !(brand.StartsWith("hei"u8) || brand.StartsWith("avi"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("qt  "u8));
    }

    // An MP3 begins with its tags or at once with a frame, whose first eleven bits are set.
    private static bool IsMusic(byte[] header) =>
        header.AsSpan().StartsWith("ID3"u8)
        || (header[0] == 0xFF && (header[1] & 0xE0) == 0xE0)
        || header.AsSpan().StartsWith("fLaC"u8)
        || header.AsSpan().StartsWith("OggS"u8)
        || (header.AsSpan(0, 4).SequenceEqual("RIFF"u8) && header.AsSpan(8, 4).SequenceEqual("WAVE"u8))
        || header.AsSpan(4, 4).SequenceEqual("ftyp"u8);
}
