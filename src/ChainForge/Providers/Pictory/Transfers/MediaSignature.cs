namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>What a file is, by its first bytes: names and headers say what they like.</summary>
internal sealed record MediaSignature(MediaKind Kind, string ContentType, string Extension)
{
    /// <summary>So many bytes are enough to tell.</summary>
    public const int Length = 12;

    private static readonly MediaSignature Mp4 = new(MediaKind.Video, "video/mp4", ".mp4");
    private static readonly MediaSignature Png = new(MediaKind.Picture, "image/png", ".png");
    private static readonly MediaSignature Jpeg = new(MediaKind.Picture, "image/jpeg", ".jpg");
    private static readonly MediaSignature WebP = new(MediaKind.Picture, "image/webp", ".webp");

    /// <summary>The type, or null when it is none of MP4, PNG, JPEG and WebP.</summary>
    public static MediaSignature? Read(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.Length < Length => null,
        _ when head[4..8].SequenceEqual("ftyp"u8) => Mp4,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) => Png,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => Jpeg,
        _ when head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8) => WebP,
        _ => null,
    };
}
