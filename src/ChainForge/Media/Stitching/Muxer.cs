namespace ChainForge.Media;

/// <summary>Puts picture and sound into one MP4 with its index in front.</summary>
internal static class Muxer
{
    // Nothing is encoded here: hours of video are copied in a minute. It is silent while it moves all of it behind the index.
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(10);

    /// <param name="tools">FFmpeg.</param>
    /// <param name="picture">The picture's track.</param>
    /// <param name="sound">The sound's; null: none.</param>
    /// <param name="target">What the video is.</param>
    /// <param name="output">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">FFmpeg failed, or needed too long.</exception>
    public static Task JoinAsync(FFmpegTools tools, string picture, string? sound, StitchTarget target, string output, TimeProvider time, CancellationToken cancellationToken)
    {
        var command = FFmpegCommand.FFmpeg(tools, "put picture and sound together",
            [.. FFmpegCommand.Untrusted(picture), .. sound is null ? [] : FFmpegCommand.Untrusted(sound), "-map", "0:v", .. sound is null ? Array.Empty<string>() : ["-map", "1:a"],
                "-c", "copy", .. Mp4Clock.Of(target), "-movflags", "+faststart", "-f", "mp4", "-y", FFmpegCommand.Local(output)]);
        return FFmpegProcess.RunAsync(command with { MostTime = MostTime }, MostTime, time, cancellationToken);
    }
}
