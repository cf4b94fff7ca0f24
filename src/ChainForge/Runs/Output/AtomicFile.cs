namespace ChainForge.Runs;

/// <summary>Files that appear by rename: whole or not at all.</summary>
internal static class AtomicFile
{
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var partial = $"{path}.partial";
        await File.WriteAllTextAsync(partial, text, cancellationToken);
        File.Move(partial, path, overwrite: true);
    }

    public static void Copy(string source, string path)
    {
        // A name of its own: two runs of a chain may end at once, and each has this same path for its copy.
        var partial = $"{path}.{Path.GetRandomFileName()}.partial";
        try
        {
            using var from = File.OpenRead(source);

            // Held until it has its name: another server that starts removes what nobody holds.
            using var to = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 1024 * 1024);
            from.CopyTo(to);
            to.Flush();
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
