using System.Text.RegularExpressions;

namespace ChainForge.Runs;

/// <summary>Removes what a process that was killed left unfinished in the output folder: only files that we name, where we put them, and that nobody works on.</summary>
/// <remarks>The output folder may be anybody's, a project's own among them: whatever else lies in it is never touched, whatever it is called.</remarks>
public static partial class Leftovers
{
    // What cannot be looked into is no more than untidy; a link may lead anywhere.
    private static readonly EnumerationOptions Plainly = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Looks through the runs of all chains, and at the copies of their newest videos.</summary>
    public static void Remove(string outputFolder)
    {
        foreach (var file in Directory.EnumerateFiles(outputFolder, "*", Plainly).Where(file => Own().IsMatch(Path.GetFileName(file))).ToList())
        {
            Discard(file);
        }

        foreach (var chain in Directory.EnumerateDirectories(outputFolder, "*", Plainly).Where(folder => Chain().IsMatch(Path.GetFileName(folder))))
        {
            foreach (var run in Directory.EnumerateDirectories(chain, "*", Plainly).Where(folder => RunIds.IsOne(Path.GetFileName(folder))))
            {
                RunLeftovers.Remove(run, Path.GetFileName(chain));
            }
        }
    }

    /// <summary>Deletes a file unless a living process holds it.</summary>
    internal static void Discard(string path)
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

    /// <summary>The files of a folder, not of those in it; none where there is no such folder.</summary>
    internal static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", Plainly) : [];

    /// <summary>The folders of a folder.</summary>
    internal static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "*", Plainly) : [];

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex Chain();

    // AtomicFile's copies, and the two probes.
    [GeneratedRegex(@"\A(?:[a-z0-9][a-z0-9-]*\.mp4\.[a-z0-9]{8}\.[a-z0-9]{3}\.partial|\.chainforge-probe-[a-z0-9.]+)\z")]
    private static partial Regex Own();
}
