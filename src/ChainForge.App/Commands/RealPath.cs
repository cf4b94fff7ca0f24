namespace ChainForge.App.Commands;

/// <summary>Where a file really lies: two names may be one file, by links of the file itself or of a folder above it.</summary>
internal static class RealPath
{
    /// <summary>The path with all links followed. What is not there, or cannot be followed, stays as it is named.</summary>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Followed(Path.Combine(real, part));
        }

        return real;
    }

    private static string Followed(string path)
    {
        try
        {
            var entry = new FileInfo(path);
            return entry.LinkTarget is null || entry.ResolveLinkTarget(returnFinalTarget: true) is not { } target ? path : Of(target.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
