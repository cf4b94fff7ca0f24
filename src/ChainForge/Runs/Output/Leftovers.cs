using System.Text.RegularExpressions;

namespace ChainForge.Runs;

/// <summary>Removes what a process that was killed left unfinished in the output folder.</summary>
/// <remarks>The output folder may be anybody's working folder: only what lies where a run's files lie is ours, <c>&lt;chain&gt;/&lt;run-id&gt;/</c>, and copies of the newest video.</remarks>
public static partial class Leftovers
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Deletes partial files of runs that nobody writes any more; those of a living process are held by it and stay.</summary>
    public static void Remove(string outputFolder)
    {
        var output = new DirectoryInfo(outputFolder);
        var copies = output.EnumerateFiles("*.partial").Where(file => CopyOfTheNewest().IsMatch(file.Name));
        var unfinished = output.EnumerateDirectories("*", new EnumerationOptions()).SelectMany(RunsOf).SelectMany(run => run.EnumerateFiles("*", Everything)).Where(IsUnfinished);
        foreach (var file in copies.Concat(unfinished).ToList())
        {
            try
            {
                using var unheld = new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or not ours: it is no more than untidy.
            }
        }
    }

    private static IEnumerable<DirectoryInfo> RunsOf(DirectoryInfo chain) =>
        chain.EnumerateDirectories("*", new EnumerationOptions()).Where(folder => RunIds.IsOne(folder.Name));

    private static bool IsUnfinished(FileInfo file) => file.Name.EndsWith(".partial", StringComparison.Ordinal) || file.Name.EndsWith(WorkLock.Extension, StringComparison.Ordinal);

    // As AtomicFile.Copy names it.
    [GeneratedRegex(@"\.mp4\.[a-z0-9]{8}\.[a-z0-9]{3}\.partial\z")]
    private static partial Regex CopyOfTheNewest();
}
