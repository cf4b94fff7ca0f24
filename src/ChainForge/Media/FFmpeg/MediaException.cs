namespace ChainForge.Media;

/// <summary>A clip can't be used or FFmpeg failed. The message names the file, what is wrong and what to do.</summary>
public sealed class MediaException : Exception
{
    /// <summary>A failure in words.</summary>
    public MediaException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether FFmpeg said that the disk took no more: nothing is wrong with the clip, and the same may succeed once there is room.</summary>
    public bool IsDiskFull { get; internal init; }

    internal static MediaException About(string path, string wrong, string remedy, string? stderr = null)
    {
        var message = $"{Path.GetFileName(path)}: {wrong}. {remedy}.";
        return new MediaException(string.IsNullOrWhiteSpace(stderr) ? message : $"{message} FFmpeg said: {stderr.Trim()}");
    }
}
