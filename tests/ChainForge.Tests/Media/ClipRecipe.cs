using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>How a test clip is encoded. Defaults: what providers do, x264 with B-frames in one GOP, and AAC.</summary>
internal sealed record ClipRecipe
{
    public TestFilm Film { get; init; } = new();

    /// <summary>The film's frames in the clip, in order.</summary>
    public required IReadOnlyList<int> Frames { get; init; }

    public FrameRate Rate { get; init; } = new(24, 1);

    public int? SampleRate { get; init; } = 48000;

    public int Channels { get; init; } = 2;

    public string Video { get; init; } = "-c:v libx264 -preset fast -crf 18 -bf 3 -g 250 -pix_fmt yuv420p";

    /// <summary>Filters before the encoder: drift, scaling.</summary>
    public string? Filter { get; init; }

    public Func<double, double> Sound { get; init; } = seconds => (0.3 * Math.Sin(2 * Math.PI * 220 * seconds)) + (0.1 * Math.Sin(2 * Math.PI * 523 * seconds));

    public async Task<string> WriteAsync(FFmpegTools tools, string path)
    {
        var arguments = new List<string> { "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", $"{Film.Width}x{Film.Height}", "-framerate", $"{Rate}", "-i", "pipe:0" };
        var pcm = path + ".f32";
        if (SampleRate is { } rate)
        {
            await File.WriteAllBytesAsync(pcm, Pcm(rate));
            arguments.AddRange(["-f", "f32le", "-ar", $"{rate}", "-ac", $"{Channels}", "-i", pcm, "-c:a", "aac", "-b:a", "192k"]);
        }

        arguments.AddRange(Filter is null ? [] : ["-vf", Filter]);
        arguments.AddRange([.. Video.Split(' '), "-y", path]);
        await using var encoder = FFmpegProcess.Start(FFmpegCommand.Fed(tools, "make a test clip", arguments), TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None);
        foreach (var frame in Frames)
        {
            await encoder.WriteAsync(Film.Frame(frame));
        }

        await encoder.CompleteAsync();
        File.Delete(pcm);
        return path;
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
