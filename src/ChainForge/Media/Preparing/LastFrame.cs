namespace ChainForge.Media;

/// <summary>The frame that the next segment starts from, as PNG.</summary>
/// <remarks>The clip is decoded to its end: every short cut that stops at one frame was measured to give an earlier one (97 of 120).</remarks>
internal static class LastFrame
{
    /// <param name="clip">The clip.</param>
    /// <param name="frames">How many frames come out of the decoder.</param>
    /// <param name="path">The picture.</param>
    public static FilterOutput Output(ClipInfo clip, int frames, string path)
    {
        var colour = clip.Colour.Resolved(clip.Width, clip.Height);

        // Three frames early, should one packet hold no frame of its own: each overwrites the one before.
        var filter = $"select='gte(n,{frames - 3})',scale=in_color_matrix={PictureFilter.Matrix(colour)}:in_range={colour.Range}:flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24";
        return new(filter, ["-fps_mode", "passthrough", "-update", "1", "-c:v", "png", "-f", "image2", "-y", FFmpegCommand.Local(path)]);
    }
}
