namespace ChainForge.Media;

/// <summary>Saves the frame that the next segment starts from.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits; unset: the defaults.</param>
/// <param name="time">The clock; unset: the system's.</param>
public sealed class LastFrameExtractor(FFmpegTools tools, MediaLimits? limits = null, TimeProvider? time = null)
{
    /// <summary>
    /// Writes the clip's true last frame as PNG. The clip is decoded to its end: every short cut that stops at one frame
    /// was measured to give an earlier one (97 of 120). The PNG appears by rename, whole or not at all.
    /// </summary>
    /// <exception cref="MediaException">The clip can't be decoded.</exception>
    public async Task ExtractAsync(ClipInfo clip, string pngPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var colour = clip.Colour.Resolved(clip.Width, clip.Height);
        // Three frames early, should one packet hold no frame of its own: each overwrites the one before.
        var select = $"select='gte(n,{clip.FrameCount - 3})'";
        var scale = $"scale=in_color_matrix={PictureFilter.Matrix(colour)}:in_range={colour.Range}:flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24";
        await PartialFile.WriteAsync(pngPath, async partial =>
        {
            var command = FFmpegCommand.FFmpeg(tools, $"take the last frame of {Path.GetFileName(clip.Path)}",
                [.. FFmpegCommand.Untrusted(clip.Path), "-map", "0:v:0", "-an", "-vf", $"{select},{scale}", "-fps_mode", "passthrough",
                    "-update", "1", "-c:v", "png", "-f", "image2", "-y", FFmpegCommand.Local(partial)]);
            await FFmpegProcess.RunAsync(command, (limits ?? new MediaLimits()).Stall, time ?? TimeProvider.System, cancellationToken);
        });
    }
}
