using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ChainForge.App.Hosting;

/// <summary>Time that passes, whatever is done to the clock; the hours that the machine sleeps count as well.</summary>
internal static class PassingTime
{
    // Linux' CLOCK_MONOTONIC, which .NET's stopwatch reads, stands still while a laptop sleeps; this one does not.
    private const int BootTime = 7;

    /// <summary>Time since some fixed moment.</summary>
    public static TimeSpan Since() =>
        OperatingSystem.IsLinux() && Environment.Is64BitProcess && GetTime(BootTime, out var now) == 0
            ? TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromMicroseconds(now.Nanoseconds / 1000)
            : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Moment now);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
