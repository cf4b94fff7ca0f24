using System.Diagnostics;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>A disk of its own at a folder, small enough to be filled.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    public SmallDisk(string folder, int megabytes)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _folder))
        {
            throw new InvalidOperationException($"no disk could be put at {folder}");
        }
    }

    /// <summary>Whether it can be had here.</summary>
    public static bool Works { get; } = TryOut();

    private string Filling => Path.Combine(_folder, "filling");

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Empty() => File.Delete(Filling);

    // Lazily: the programs under test are still at work on it.
    public void Dispose() => Run("umount", "-l", _folder);

    private static bool TryOut()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("chainforge-disk-");
        try
        {
            using var disk = new SmallDisk(folder.FullName, 1);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            folder.Delete();
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A fact that needs a small disk; skipped, with the reason, where only root may mount and the tests are not root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.Works)
        {
            Skip = "only root can mount a disk of a few megabytes";
        }
    }
}
