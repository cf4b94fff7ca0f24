namespace ChainForge.Media;

/// <summary>Where FFmpeg is.</summary>
/// <param name="FFmpeg">Full path of <c>ffmpeg</c>.</param>
/// <param name="FFprobe">Full path of <c>ffprobe</c>.</param>
public sealed record FFmpegTools(string FFmpeg, string FFprobe);
