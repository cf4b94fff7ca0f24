namespace ChainForge.App.Dashboard;

/// <summary>A folder that only this user can open.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes it, or closes it to others where it was open.</summary>
    /// <exception cref="IOException">It cannot be closed to others.</exception>
    public static DirectoryInfo Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // There a user's folders are closed to others by what they inherit.
            return Directory.CreateDirectory(path);
        }

        var folder = Directory.CreateDirectory(path, OwnerOnly);
        if (folder.UnixFileMode != OwnerOnly)
        {
            folder.UnixFileMode = OwnerOnly;
            folder.Refresh();
        }

        return folder.UnixFileMode == OwnerOnly
            ? folder
            : throw new IOException($"The folder {folder.FullName} can be read by others and cannot be closed to them ({folder.UnixFileMode}). Put the data folder on a disk that knows rights.");
    }
}
