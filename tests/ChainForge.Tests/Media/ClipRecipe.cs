using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>How a test clip is encoded. Defaults: what providers do, x264 with B-frames in one GOP, and AAC.</summary>
internal sealed record ClipRecipe
{
    /// <summary>FFmpeg's options for the picture where none are given.</summary>
    public const string Usual = "-c:v libx264 -preset fast -crf 18 -bf 3 -g 250 -pix_fmt yuv420p";

    public TestFilm Film { get; init; } = new();

    /// <summary>The film's frames in the clip, in order.</summary>
    public required IReadOnlyList<int> Frames { get; init; }

    public FrameRate Rate { get; init; } = new(24, 1);

    public int? SampleRate { get; init; } = 48000;

    public int Channels { get; init; } = 2;

    public string Video { get; init; } = Usual;

    /// <summary>Filters before the encoder: drift, scaling.</summary>
    public string? Filter { get; init; }

    public Func<double, double> Sound { get; init; } = seconds => (0.3 * Math.Sin(2 * Math.PI * 220 * seconds)) + (0.1 * Math.Sin(2 * Math.PI * 523 * seconds));

    /// <summary>Writes clips, all by one FFmpeg: starting it takes longer than encoding one.</summary>
    public static async Task WriteAsync(FFmpegTools tools, IReadOnlyList<(string Path, ClipRecipe Recipe)> clips)
    {
        var (inputs, outputs, raw) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var (path, recipe) in clips)
        {
            outputs.AddRange(["-map", $"{raw.Count}"]);
            raw.Add(path + ".yuv");
            inputs.AddRange(["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", $"{recipe.Film.Width}x{recipe.Film.Height}", "-framerate", $"{recipe.Rate}", "-i", raw[^1]]);
            await WriteFramesAsync(raw[^1], recipe.Frames.Select(recipe.Film.Frame));
            if (recipe.SampleRate is { } rate)
            {
                outputs.AddRange(["-map", $"{raw.Count}", "-c:a", "aac", "-b:a", "192k"]);
                raw.Add(path + ".f32");
                inputs.AddRange(["-f", "f32le", "-ar", $"{rate}", "-ac", $"{recipe.Channels}", "-i", raw[^1]]);
                await File.WriteAllBytesAsync(raw[^1], recipe.Pcm(rate));
            }

            outputs.AddRange(recipe.Filter is null ? [] : ["-vf", recipe.Filter]);
            outputs.AddRange([.. recipe.Video.Split(' '), "-y", path]);
        }

        await FFmpegProcess.RunAsync(FFmpegCommand.FFmpeg(tools, "make test clips", [.. inputs, .. outputs]), TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None);
        raw.ForEach(File.Delete);
    }

    private static async Task WriteFramesAsync(string path, IEnumerable<byte[]> frames)
    {
        await using var file = File.Create(path);
        foreach (var frame in frames)
        {
            await file.WriteAsync(frame);
        }
    }

    private byte[] Pcm(int rate)
    {
        // The sound of a clip belongs to its first frame's place in the film: continuous material stays continuous.
        var samples = Rate.At(Frames.Count, rate);
        var start = Frames[0] / Rate.PerSecond;
        var bytes = new byte[samples * Channels * sizeof(float)];
        for (var i = 0; i < samples * Channels; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(i * sizeof(float)), (float)Sound(start + (i / Channels / (double)rate)));
        }

        return bytes;
    }
}
