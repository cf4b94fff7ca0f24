namespace PictorySimulator.Rendering;

/// <summary>Frames and sound to the files of a result.</summary>
internal static class ClipEncoder
{
    private const string VideoFile = "video.mp4";
    private const string LastFrameFile = "last-frame.png";
    private const string ThumbnailFile = "thumbnail.jpg";
    private const string PreviewFile = "preview.jpg";

    /// <summary>All files of a clip.</summary>
    public static readonly string[] Files = [VideoFile, LastFrameFile, ThumbnailFile, PreviewFile];

    public static async Task EncodeAsync(
        string folder, ClipShape shape, string preset, byte[]? sound, Func<Stream, Task> writeFrames, CancellationToken cancel)
    {
        var soundFile = Path.Combine(folder, "sound.f32");
        List<string> arguments =
        [
            "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", $"{shape.Width}x{shape.Height}", "-r", $"{shape.Rate}", "-i", "pipe:0",
        ];
        if (sound is not null)
        {
            await File.WriteAllBytesAsync(soundFile, sound, cancel);
            arguments.AddRange(["-f", "f32le", "-ar", $"{shape.SampleRate}", "-ac", "2", "-i", soundFile, "-c:a", "aac", "-b:a", "128k"]);
        }

        arguments.AddRange(
        [
            "-c:v", "libx264", "-preset", preset, "-crf", "20", "-bf", "3", "-pix_fmt", "yuv420p",
            "-x264-params", "keyint=infinite:scenecut=0:b-pyramid=normal:cabac=1:8x8dct=1",
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-movflags", "+faststart", Path.Combine(folder, VideoFile),
        ]);
        await Ffmpeg.RunAsync(arguments, writeFrames, cancel);
        File.Delete(soundFile);
    }

    /// <summary>The pictures are cut from the finished video, so that the last frame is the one that players show.</summary>
    public static Task CutPicturesAsync(string folder, int frames, CancellationToken cancel)
    {
        const string Rgb = "scale=in_color_matrix=bt709:in_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24";
        const string Small = "scale=-2:'min(ih,360)':in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,format=yuvj420p";
        var filter = $@"[0:v]split=3[a][b][c];[a]select=eq(n\,{frames - 1}),{Rgb}[last];"
            + $@"[b]select=eq(n\,{frames / 2}),{Small}[thumbnail];[c]select=eq(n\,{frames / 4}),{Small}[preview]";
        string[] One(string label, string file) =>
            ["-map", $"[{label}]", "-frames:v", "1", "-fps_mode", "passthrough", "-update", "1", Path.Combine(folder, file)];

        return Ffmpeg.RunAsync(
            [
                "-i", Path.Combine(folder, VideoFile), "-filter_complex", filter,
                .. One("last", LastFrameFile), .. One("thumbnail", ThumbnailFile), .. One("preview", PreviewFile),
            ],
            null, cancel);
    }
}
