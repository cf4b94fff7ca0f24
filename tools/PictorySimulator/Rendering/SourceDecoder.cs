using PictorySimulator.Rendering.Scenes;

namespace PictorySimulator.Rendering;

/// <summary>Decodes the pictures and videos that requests start from.</summary>
internal static class SourceDecoder
{
    /// <summary>A picture in the clip's size; what does not fit is cut off.</summary>
    public static async Task<Frame> PictureAsync(byte[] source, ClipShape shape, CancellationToken cancel) =>
        (await FramesAsync(source, shape, cancel))[0];

    /// <summary>All frames of a video in the clip's size and rate.</summary>
    public static async Task<IReadOnlyList<Frame>> FramesAsync(byte[] source, ClipShape shape, CancellationToken cancel)
    {
        var fit = $"scale={shape.Width}:{shape.Height}:force_original_aspect_ratio=increase"
            + $":out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,crop={shape.Width}:{shape.Height}";
        var raw = await DecodeAsync(source, ["-vf", fit, "-pix_fmt", "yuv420p", "-f", "rawvideo", "-fps_mode", "passthrough", "pipe:1"], cancel);
        var size = shape.Width * shape.Height * 3 / 2;
        return raw.Length < size
            ? throw new RenderException("The file to start from holds no picture.")
            : [.. Enumerable.Range(0, raw.Length / size).Select(i => Copy(raw.AsSpan(i * size, size), shape))];
    }

    /// <summary>A scene in the colours of a picture, from its top to its bottom.</summary>
    public static async Task<Scene> InColoursOfAsync(byte[] picture, Scene scene, CancellationToken cancel)
    {
        var raw = await DecodeAsync(picture, ["-vf", "scale=1:8:flags=area", "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"], cancel);
        if (raw.Length < 24)
        {
            throw new RenderException("The reference holds no picture.");
        }

        Rgb At(int row) => new(raw[row * 3] / 255f, raw[(row * 3) + 1] / 255f, raw[(row * 3) + 2] / 255f);
        return scene with
        {
            Zenith = At(0),
            Middle = At(2),
            Horizon = Rgb.Mix(At(4), new(1, 1, 1), 0.15f),
            Cloud = Rgb.Mix(At(1), new(1, 1, 1), 0.4f),
            Water = At(6),
            Far = Rgb.Mix(At(5), At(3), 0.4f),
            Near = At(7) * 0.45f,
        };
    }

    private static async Task<byte[]> DecodeAsync(byte[] source, IEnumerable<string> arguments, CancellationToken cancel)
    {
        // A file, not a pipe: an MP4 may carry its index at the end.
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, source, cancel);
            return await Ffmpeg.RunAsync(["-protocol_whitelist", "file,pipe", "-i", file, "-an", .. arguments], null, cancel);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Frame Copy(ReadOnlySpan<byte> raw, ClipShape shape)
    {
        var frame = new Frame(shape.Width, shape.Height);
        raw.CopyTo(frame.Data);
        return frame;
    }
}
