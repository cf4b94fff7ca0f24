using System.Collections.Concurrent;

namespace ChainForge.Runs;

/// <summary>Makes one process at a time the owner of an embedded data folder.</summary>
public sealed class DataFolderLock : IDisposable
{
    // Of this process: the operating system's lock does not tell its owner from anybody else.
    private static readonly ConcurrentDictionary<string, DataFolderLock> Held = new();

    private readonly string _folder;
    private readonly FileStream _file;

    private DataFolderLock(string folder, FileStream file) => (_folder, _file) = (folder, file);

    /// <summary>Takes the folder; the operating system gives it back when the process ends, however it ends.</summary>
    /// <exception cref="LedgerException">Another process owns it, or it cannot be written.</exception>
    public static DataFolderLock Take(string folder)
    {
        var path = Path.Combine(folder, "owner.lock");
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes($"process {Environment.ProcessId}\n"));
            file.Flush();
            var taken = new DataFolderLock(Path.GetFullPath(folder), file);
            Held[taken._folder] = taken;
            return taken;
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new DataFolderOwnedException(
                $"Another ChainForge already works on {folder} (see {path}). Stop it, drop the chain into its pipelines folder, or choose another --data folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"The data folder {folder} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>As <see cref="Take"/>; null when this process owns the folder already.</summary>
    /// <exception cref="LedgerException">Another process owns it, or it cannot be written.</exception>
    internal static DataFolderLock? TakeUnlessHeld(string folder) => Held.ContainsKey(Path.GetFullPath(folder)) ? null : Take(folder);

    /// <inheritdoc/>
    public void Dispose()
    {
        Held.TryRemove(_folder, out _);
        _file.Dispose();
    }
}
