namespace ChainForge.Media;

/// <summary>A file that appears by rename: whole, or not at all.</summary>
internal static class PartialFile
{
    public static async Task WriteAsync(string path, Func<string, Task> write)
    {
        var partial = path + ".partial";
        try
        {
            await write(partial);
            if (!File.Exists(partial))
            {
                throw new MediaException($"FFmpeg ended well but wrote no {Path.GetFileName(path)}. Look whether the disk is full.");
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
