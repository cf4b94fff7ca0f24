namespace ChainForge.Providers;

/// <summary>A file that arrived whole.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, lower-case hex.</param>
public sealed record DownloadedFile(string Path, long Bytes, string Sha256);

/// <summary>What a download is expected to be, which decides how it is checked and how large it may be.</summary>
public enum MediaKind
{
    /// <summary>An MP4.</summary>
    Video,

    /// <summary>A PNG, JPEG or WebP.</summary>
    Picture,
}
