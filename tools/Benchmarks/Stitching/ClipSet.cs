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

    public static IReadOnlyList<ClipSet> All { get; } = [new("5x720", 5, 1280, 720), new("20x720", 20, 1280, 720), new("20x1080", 20, 1920, 1080)];

    /// <summary>Frames of a flawless result: each joint's frame once.</summary>
    public int Frames => (Count * FramesAClip) - (Count - 1);

    public string Title => $"{Count} clips of {FramesAClip / Rate} s, {Width}x{Height}, {Rate} frames/s, one group of pictures each, with sound";

    /// <summary>The clips, made once and kept beside other temporary files: a hundred megabytes that take minutes.</summary>
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
        for (var index = 0; index < Count; index++)
        {
            var clip = Path.Combine(folder, $"clip-{index}.mp4");
            if (!File.Exists(clip))
            {
                await RenderAsync(scene, index * (FramesAClip - 1), $"{clip}.making.mp4");
                File.Move($"{clip}.making.mp4", clip);
            }

            clips.Add(clip);
        }

        return clips;
    }

    /// <summary>A slow, turning flight over much fine detail, with the grain of a film.</summary>
    private Task RenderAsync(string scene, int from, string clip)
    {
        var n = $"(n+{from})";
        var (width, height) = (Even(Width * 1.06), Even(Height * 1.06));
        var flight = string.Join(
            ',',
            "loop=-1:1",
            $"crop={width}:{height}:x='(in_w-out_w)*(0.5+0.5*sin({n}/300))':y='(in_h-out_h)*(0.5+0.5*sin({n}/470))'",
            $"rotate='0.02*sin({n}/90)'",
            $"crop={Width}:{Height}",
            "noise=c0s=4:c0f=t");
        var start = (from / (double)Rate).ToString("0.######", CultureInfo.InvariantCulture);
        return Ffmpeg.RunAsync(
            "-r", $"{Rate}", "-i", scene, "-f", "lavfi", "-i", $"aevalsrc='0.2*sin(2*PI*220*(t+{start}))+0.1*sin(2*PI*331*(t+{start}))|0.2*sin(2*PI*220*(t+{start}))':s=48000",
            "-vf", $"format=yuv420p,{flight}", "-frames:v", $"{FramesAClip}", "-t", $"{FramesAClip / Rate}",
            "-c:v", "libx264", "-preset", "medium", "-crf", "20", "-c:a", "aac", "-movflags", "+faststart", clip);
    }

    private static int Even(double size) => (int)(size / 2) * 2;
}
