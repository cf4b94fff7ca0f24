using System.Diagnostics;

namespace ChainForge.Tests.Faults;

/// <summary>A file or folder that nobody may change while this lives: root, whom permissions do not stop, is stopped by the file system's own mark.</summary>
internal sealed class WriteProtection : IDisposable
{
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly string _path;
    private readonly UnixFileMode _before;

    public WriteProtection(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        (_path, _before) = (path, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, Read);
        Mark('+', path);
    }

    /// <summary>Whether it can be had here.</summary>
    public static bool Works { get; } = TryOut();

    public void Dispose()
    {
        Mark('-', _path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path, _before);
        }
    }

    private static bool TryOut()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var file = Path.GetTempFileName();
        try
        {
            using (new WriteProtection(file))
            {
                File.AppendAllText(file, "!");
                return false;
            }
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Mark(char sign, string path)
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chattr = Process.Start("chattr", [$"{sign}i", path]);
            chattr.WaitForExit();
        }
    }
}

/// <summary>A fact that needs a file to be protected; skipped, with the reason, where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WriteProtectionFactAttribute : FactAttribute
{
    public WriteProtectionFactAttribute()
    {
        if (!WriteProtection.Works)
        {
            Skip = "root's files cannot be protected here (chattr +i)";
        }
    }
}
