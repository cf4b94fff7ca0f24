using System.Globalization;

namespace ChainForge.Benchmarks.Stitching;

/// <summary>Clips as a chain makes them: each begins on the frame that the one before ended on.</summary>
/// <param name="Name">Short, for the command line.</param>
/// <param name="Count">How many clips.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
internal sealed record ClipSet(string Name, int Count, int Width, int Height)
{
    private const int FramesAClip = 192;
    private const int Rate = 24;

    // The flight comes back to where it began: the clips then go on with the first again, and only these have to be made.
    private const int Distinct = 4;
    private const int Round = Distinct * (FramesAClip - 1);

    public static IReadOnlyList<ClipSet> All { get; } = [new("5x720", 5, 1280, 720), new("20x720", 20, 1280, 720), new("20x1080", 20, 1920, 1080)];

    /// <summary>Frames of a flawless result: each joint's frame once.</summary>
    public int Frames => (Count * FramesAClip) - (Count - 1);

    public string Title => $"{Count} clips of {FramesAClip / Rate} s, {Width}x{Height}, {Rate} frames/s, one group of pictures each, with sound";

    /// <summary>The clips, made once, which takes minutes, and kept beside other temporary files.</summary>
    public async Task<IReadOnlyList<string>> GetAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "chainforge-benchmark-clips", $"{Width}x{Height}")).FullName;
        var scene = Path.Combine(folder, "scene.png");
        if (!File.Exists(scene))
        {
            await Ffmpeg.RunAsync(
                "-f", "lavfi", "-i", $"mandelbrot=s={2 * Width}x{2 * Height}:start_x=-0.743643887037151:start_y=0.13182590420533:start_scale=0.004:end_scale=0.004",
                "-vf", "gblur=sigma=1.5", "-frames:v", "1", "-update", "1", $"{scene}.making.png");
            File.Move($"{scene}.making.png", scene);
        }

        var clips = new List<string>();
        for (var index = 0; index < Distinct; index++)
        {
            var clip = Path.Combine(folder, $"clip-{index}.mp4");
            if (!File.Exists(clip))
            {
                await RenderAsync(scene, index * (FramesAClip - 1), $"{clip}.making.mp4");
                File.Move($"{clip}.making.mp4", clip);
            }

            clips.Add(clip);
        }

        return [.. Enumerable.Range(0, Count).Select(place => clips[place % Distinct])];
    }

    /// <summary>A slow, turning flight over much fine detail, with the grain of a film.</summary>
    private Task RenderAsync(string scene, int from, string clip)
    {
        // Whole turns a round.
        string Turn(int turns) => $"sin(2*PI*{turns}*(n+{from})/{Round})";
        var (width, height) = (Even(Width * 1.06), Even(Height * 1.06));
        var flight = string.Join(
            ',',
            "loop=-1:1",
            $"crop={width}:{height}:x='(in_w-out_w)*(0.5+0.5*{Turn(1)})':y='(in_h-out_h)*(0.5+0.5*{Turn(2)})'",
            $"rotate='0.02*{Turn(7)}'",
            $"crop={Width}:{Height}",
            "noise=c0s=4:c0f=t");
        string Tone(int turns) => string.Create(CultureInfo.InvariantCulture, $"sin(2*PI*{turns}*(t*{Rate}+{from})/{Round})");

        // Tones over wind: FFmpeg's AAC encoder takes three times as long over pure tones, which no camera has recorded yet.
        string sound = $"aevalsrc='0.2*{Tone(7000)}+0.1*{Tone(10540)}+0.05*(random(0)-0.5)|0.2*{Tone(7000)}+0.05*(random(1)-0.5)':s=48000";
        // The length alone ends it: at a count of frames FFmpeg would end the sound as well, which may be seconds behind.
        return Ffmpeg.RunAsync(
            "-r", $"{Rate}", "-i", scene, "-f", "lavfi", "-i", sound,
            "-vf", $"format=yuv420p,{flight}", "-t", $"{FramesAClip / Rate}",
            "-c:v", "libx264", "-preset", "medium", "-crf", "20", "-c:a", "aac", "-movflags", "+faststart", clip);
    }

    private static int Even(double size) => (int)(size / 2) * 2;
}
