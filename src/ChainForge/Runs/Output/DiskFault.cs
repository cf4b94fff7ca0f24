namespace ChainForge.Runs;

/// <summary>Tells a disk that takes no more from everything else that can go wrong with a file.</summary>
internal static class DiskFault
{
    // The numbers are the operating system's own, which .NET keeps in HResult: EIO, EFBIG, ENOSPC, EROFS, EDQUOT (Linux, macOS);
    // on Windows ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
    private static readonly int[] Unix = [5, 27, 28, 30, OperatingSystem.IsMacOS() ? 69 : 122];
    private static readonly int[] Windows = [unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>Whether the same write may succeed once somebody has made room.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException && (OperatingSystem.IsWindows() ? Windows : Unix).Contains(exception.HResult);
}
