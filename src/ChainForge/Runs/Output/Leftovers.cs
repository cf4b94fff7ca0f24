namespace ChainForge.Runs;

/// <summary>Removes what a process that was killed left unfinished in the output folder.</summary>
public static class Leftovers
{
    /// <summary>Deletes partial files that nobody writes any more; those of a living process are held by it and stay.</summary>
    public static void Remove(string outputFolder)
    {
        foreach (var path in Directory.EnumerateFiles(outputFolder, "*", SearchOption.AllDirectories).Where(IsUnfinished).ToList())
        {
            try
            {
                using var unheld = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or not ours: it is no more than untidy.
            }
        }
    }

    private static bool IsUnfinished(string path) => path.EndsWith(".partial", StringComparison.Ordinal) || path.EndsWith(WorkLock.Extension, StringComparison.Ordinal);
}
