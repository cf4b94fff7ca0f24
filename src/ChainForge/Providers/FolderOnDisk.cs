using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ChainForge.Providers;

/// <summary>Brings a folder's own entries to the disk: a rename is only safe from a power cut once its folder is.</summary>
/// <remarks>.NET opens no folders, so the system is asked itself. On Windows NTFS journals the rename, and there is nothing to ask for.</remarks>
internal static class FolderOnDisk
{
    // The same on every Unix; FileShare and the like are none of its business.
    private const int ReadOnly = 0;

    // EINVAL: file systems that cannot flush a folder (some network and FUSE ones) say so; they order renames in their own way.
    private const int NotSupported = 22;

    /// <exception cref="IOException">The folder could not be flushed: what lies in it may not be there after a power cut.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            throw Failure(folder, Marshal.GetLastPInvokeError());
        }

        try
        {
            if (FSync(handle) != 0 && Marshal.GetLastPInvokeError() is not NotSupported and var error)
            {
                throw Failure(folder, error);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failure(string folder, int error) =>
        new($"The folder {folder} could not be brought to the disk: {new Win32Exception(error).Message}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
