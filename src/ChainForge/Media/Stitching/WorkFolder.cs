namespace ChainForge.Media;

/// <summary>
/// <c>video.mp4.partial/</c> beside the output: everything unfinished is in it, so one delete leaves nothing behind, and the
/// finished file is moved out of it within one volume. What a killed process left is wiped by the next one.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly FileStream _lock;

    private WorkFolder(string path, FileStream held) => (FolderPath, _lock) = (path, held);

    public string FolderPath { get; }

    public static WorkFolder Beside(string output)
    {
        var path = Path.GetFullPath(output) + ".partial";
        Directory.CreateDirectory(path);
        try
        {
            var held = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var stale in Directory.EnumerateFiles(path).Where(f => Path.GetFileName(f) != "lock"))
            {
                File.Delete(stale);
            }

            return new WorkFolder(path, held);
        }
        catch (IOException e)
        {
            throw MediaException.About(output, "it is being stitched by another process", "Wait for that one", e.Message);
        }
    }

    public string PathOf(string name) => Path.Combine(FolderPath, name);

    public void Dispose()
    {
        // Deleted while still held, so that nobody else's work can be in it; Windows can't delete an open file.
        if (OperatingSystem.IsWindows())
        {
            _lock.Dispose();
        }

        Directory.Delete(FolderPath, recursive: true);
        _lock.Dispose();
    }
}
