namespace ChainForge.Media;

/// <summary>The first bytes of a file that says it is an MP4.</summary>
public static class Mp4Signature
{
    /// <summary>Why a file is no MP4, in words; null: it says that it is one.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<string?> WhyNotAsync(string path, CancellationToken cancellationToken)
    {
        // Opening a pipe would wait for whoever is to write to it.
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            return "it is empty, or a pipe and no file";
        }

        var head = new byte[12];
        await using var file = File.OpenRead(path);
        if (!file.CanSeek)
        {
            return "it is a pipe, and a clip is read more than once";
        }

        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return read == head.Length && head.AsSpan(4, 4).SequenceEqual("ftyp"u8) ? null : Describe(head.AsSpan(0, read));
    }

    /// <exception cref="MediaException">It is missing, empty or something else, for example an error page.</exception>
    internal static async Task RequireAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw MediaException.About(path, "the clip is not there", "Download it again");
        }

        if (await WhyNotAsync(path, cancellationToken) is { } instead)
        {
            throw MediaException.About(path, $"this is no MP4: {instead}", "Download it again");
        }
    }

    private static string Describe(ReadOnlySpan<byte> head)
    {
        var text = System.Text.Encoding.ASCII.GetString(head).TrimStart();
        return text.StartsWith("#EXTM3U", StringComparison.Ordinal) || text.StartsWith("ffconcat", StringComparison.Ordinal) ? "it is a playlist"
            : text.StartsWith('<') ? "it is a web page or XML"
            : text.StartsWith('{') ? "it is JSON, probably an error message"
            : "it does not begin with an ftyp box";
    }
}
