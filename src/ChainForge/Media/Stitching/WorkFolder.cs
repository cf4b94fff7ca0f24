namespace ChainForge.Media;

/// <summary>
/// <c>video.mp4.partial/</c> beside the output: everything unfinished is in it, so one delete leaves nothing behind, and the
/// finished file is moved out of it within one volume. What a killed process left is wiped by the next one.
/// </summary>
/// <remarks>Each piece of work has a folder of its own name within: an FFmpeg that outlives a kill must not write into the files of the next.</remarks>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _root;
    private readonly FileStream _lock;

    private WorkFolder(string root, FileStream held) => (_root, _lock, FolderPath) = (root, held, Directory.CreateDirectory(Path.Combine(root, Path.GetRandomFileName())).FullName);

    public string FolderPath { get; }

    public static WorkFolder Beside(string output)
    {
        var root = Directory.CreateDirectory(Path.GetFullPath(output) + UnfinishedFolder.Ending);
        try
        {
            var held = new FileStream(Path.Combine(root.FullName, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var stale in root.EnumerateFileSystemInfos().Where(entry => entry.Name != "lock"))
            {
                if (stale is DirectoryInfo folder)
                {
                    folder.Delete(recursive: true);
                }
                else
                {
                    stale.Delete();
                }
            }

            return new WorkFolder(root.FullName, held);
        }
        catch (IOException)
        {
            throw MediaException.About(output, "it is being stitched by another process", "Wait for that one");
        }
    }

    public string PathOf(string name) => Path.Combine(FolderPath, name);

    /// <summary>Where a clip is prepared that has no place of its own for it.</summary>
    public PreparedFolder PreparedFolder(int clip) => new(PathOf($"clip-{clip}"));

    public void Dispose()
    {
        // Deleted while still held, so that nobody else's work can be in it; Windows can't delete an open file.
        if (OperatingSystem.IsWindows())
        {
            _lock.Dispose();
        }

        Directory.Delete(_root, recursive: true);
        _lock.Dispose();
    }
}
