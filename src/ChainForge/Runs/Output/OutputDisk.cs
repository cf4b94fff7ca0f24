namespace ChainForge.Runs;

/// <summary>Whether the output folder can take another clip: what cannot be kept must not be bought.</summary>
internal sealed class OutputDisk(EngineOptions options)
{
    /// <summary>Why it cannot, in words that stay the same as long as the reason does; null when it can.</summary>
    public string? Problem()
    {
        var folder = Path.GetFullPath(options.OutputFolder);
        try
        {
            Directory.CreateDirectory(folder);
            if (FreeBytes(folder) is { } free && free < options.MinFreeBytes)
            {
                return $"less than {options.MinFreeBytes >> 20} MB are free for the output folder, so no clip is bought that could not be kept; make room, and it goes on by itself";
            }

            var probe = Path.Combine(folder, $".chainforge-probe-{Path.GetRandomFileName()}");
            using (var file = File.OpenHandle(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose))
            {
                RandomAccess.Write(file, [1], 0);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the output folder cannot be written ({e.GetType().Name}), so no clip is bought that could not be kept; make it writable, and it goes on by itself";
        }
    }

    // Null where the system does not say, as for a share on Windows: then only the writing itself can tell.
    private long? FreeBytes(string folder)
    {
        if (options.FreeBytes is { } told)
        {
            return told();
        }

        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is ArgumentException or DriveNotFoundException)
        {
            return null;
        }
    }
}
