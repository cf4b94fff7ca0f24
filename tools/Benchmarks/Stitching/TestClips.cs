using ChainForge.Media;

namespace ChainForge.Benchmarks.Stitching;

/// <summary>Three clips of 8 s, 1280x720, 24 frames a second, as a chain makes them: each begins on the frame that the one before ended on.</summary>
internal static class TestClips
{
    public const int Count = 3;

    private const int Frames = 192;

    /// <summary>Frames of a flawless result: each joint's frame once.</summary>
    public const int FramesWithoutRepeats = (Count * Frames) - (Count - 1);

    /// <summary>The clips, made once and kept.</summary>
    public static async Task<IReadOnlyList<string>> GetAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "chainforge-benchmark-clips")).FullName;
        var clips = new List<string>();
        for (var index = 0; index < Count; index++)
        {
            var clip = Path.Combine(folder, $"clip-{index}.mp4");
            if (!File.Exists(clip))
            {
                await RenderAsync(index * (Frames - 1), $"{clip}.making.mp4");
                File.Move($"{clip}.making.mp4", clip);
            }

            clips.Add(clip);
        }

        return clips;
    }

    private static Task RenderAsync(int from, string clip) => Ffmpeg.RunAsync(
        "-f", "lavfi", "-i", "mandelbrot=s=1280x720:r=24:start_scale=2:end_scale=0.01:end_pts=800", "-f", "lavfi", "-i", "sine=f=330:r=44100",
        "-vf", $"trim=start_frame={from}:end_frame={from + Frames},setpts=PTS-STARTPTS,format=yuv420p", "-t", "8",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-bf", "2", "-g", "240", "-c:a", "aac", "-movflags", "+faststart", clip);
}
