namespace ChainForge.Media;

/// <summary>A folder for what one piece of work has not finished, within the folder that it is for, and gone with all that is in it when the work is over.</summary>
/// <remarks>
/// An FFmpeg outlives for a moment a process of ours that is killed. A file alone it would still make, after all has been tidied up; in a
/// folder that is gone it cannot.
/// </remarks>
internal sealed class UnfinishedFolder : IDisposable
{
    /// <summary>What the names of such folders, and of unfinished files, end with.</summary>
    public const string Ending = ".partial";

    private readonly string _path;

    private UnfinishedFolder(string path) => _path = path;

    /// <summary>Makes one; its name is its own, for another worker may be at the same clip.</summary>
    public static UnfinishedFolder Within(string folder) => new(Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName() + Ending)).FullName);

    /// <summary>A file in it.</summary>
    public string PathOf(string name) => Path.Combine(_path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_path, recursive: true);
}
