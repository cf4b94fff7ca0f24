namespace ChainForge.Runs;

/// <summary>What is unfinished in the folder of one run.</summary>
/// <remarks>
/// FFmpeg does not hold the files that it writes, so that those of a living process are known by its lock on the clip or the video. The order
/// matters: first what is unfinished is listed, then every lock is taken, and only then is it deleted. Whoever begins meanwhile holds a lock, or
/// makes files that are not on the list.
/// </remarks>
internal static class RunLeftovers
{
    private const string Partial = ".partial";

    public static void Remove(string folder, string chain)
    {
        try
        {
            var video = Path.Combine(folder, $"{chain}.mp4");
            var (files, folders, locks) = (UnfinishedFiles(folder).ToList(), UnfinishedFolders(folder, video).ToList(), Locks(folder, video).ToList());
            if (files.Count + folders.Count + locks.Count > 0)
            {
                Remove(files, folders, [video, .. locks.Select(file => file[..^WorkLock.Extension.Length])]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not ours to change: it is no more than untidy.
        }
    }

    private static void Remove(List<string> files, List<string> folders, IEnumerable<string> pieces)
    {
        var held = new List<WorkLock>();
        try
        {
            foreach (var piece in pieces.Distinct())
            {
                if (WorkLock.TryTake(piece) is not { } alone)
                {
                    return;
                }

                held.Add(alone);
            }

            files.ForEach(Leftovers.Discard);
            folders.ForEach(folder => Directory.Delete(folder, recursive: true));
        }
        finally
        {
            // Their files go with them.
            held.ForEach(alone => alone.Dispose());
        }
    }

    // Where a clip is looked at or its end is encoded, and where the video is made.
    private static IEnumerable<string> UnfinishedFolders(string folder, string video) =>
        Leftovers.FoldersIn(Path.Combine(folder, "prepared")).SelectMany(Leftovers.FoldersIn).Where(inner => inner.EndsWith(Partial, StringComparison.Ordinal))
            .Concat(new[] { video + Partial }.Where(Directory.Exists));

    private static IEnumerable<string> UnfinishedFiles(string folder)
    {
        foreach (var name in new[] { "manifest.json", "report.html", "film-strip.png" })
        {
            if (Path.Combine(folder, name + Partial) is var file && File.Exists(file))
            {
                yield return file;
            }
        }

        foreach (var file in Leftovers.FilesIn(Path.Combine(folder, "segments")).Where(file => file.EndsWith(".mp4" + Partial, StringComparison.Ordinal))
            .Concat(Leftovers.FilesIn(Path.Combine(folder, "frames")).Where(file => file.EndsWith(".png" + Partial, StringComparison.Ordinal)))
            .Concat(Leftovers.FoldersIn(Path.Combine(folder, "prepared")).SelectMany(Leftovers.FilesIn).Where(file => file.EndsWith(Partial, StringComparison.Ordinal))))
        {
            yield return file;
        }
    }

    private static IEnumerable<string> Locks(string folder, string video) =>
        new[] { video + WorkLock.Extension }.Where(File.Exists)
            .Concat(Leftovers.FilesIn(Path.Combine(folder, "segments")).Where(file => file.EndsWith(".mp4" + WorkLock.Extension, StringComparison.Ordinal)))
            .Concat(Leftovers.FilesIn(Path.Combine(folder, "frames")).Where(file => file.EndsWith(".png" + WorkLock.Extension, StringComparison.Ordinal)));
}
