namespace ChainForge.Runs;

/// <summary>A piece of work on files that only one process at a time does: two servers may be given the same job, because schedulers deliver at least once.</summary>
/// <remarks>The operating system gives it back when the process ends, however it ends; one that is frozen keeps it.</remarks>
internal sealed class WorkLock : IDisposable
{
    /// <summary>Ending of the lock's file; what is left after a crash can be deleted.</summary>
    public const string Extension = ".lock";

    private readonly FileStream _file;

    private WorkLock(FileStream file) => _file = file;

    /// <param name="path">What is worked on; its folder is made.</param>
    /// <returns>Null when somebody else is at it.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static WorkLock? TryTake(string path)
    {
        var file = path + Extension;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new WorkLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
