namespace ChainForge.Media;

/// <summary>Tells a file from what lay in its place before.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Changed">When it was written, in ticks of UTC.</param>
internal sealed record ClipStamp(long Bytes, long Changed)
{
    /// <summary>For the name of a file that was made of it.</summary>
    public string Name => $"{Bytes}-{Changed}";

    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static ClipStamp Of(string path)
    {
        var file = new FileInfo(path);
        return new ClipStamp(file.Length, file.LastWriteTimeUtc.Ticks);
    }
}
