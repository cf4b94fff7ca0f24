using System.Diagnostics;
using ChainForge.Benchmarks.Figures;
using ChainForge.Media;

namespace ChainForge.Benchmarks.Stitching;

/// <summary>How long joining takes beside what FFmpeg alone does, and whether the result is right.</summary>
internal static class StitchBenchmark
{
    public static async Task RunAsync(Arguments arguments)
    {
        var clips = await TestClips.GetAsync();
        using var scratch = new Scratch();
        (string Name, Func<string, Task> Join)[] sides =
        [
            ("ChainForge", output => OursAsync(clips, output)),
            ("concat demuxer, copy", output => Ffmpeg.ConcatenateAsync(clips, Path.Combine(scratch.Folder, "list.txt"), output)),
            ("concat filter, x264 medium crf 23", output => EncodeAsync(clips, "medium", "23", output)),
            ("concat filter, x264 veryfast crf 18", output => EncodeAsync(clips, "veryfast", "18", output)),
        ];
        var times = sides.ToDictionary(side => side.Name, _ => new List<double>());
        for (var round = 0; round < arguments.Number("repeat", 3); round++)
        {
            foreach (var (name, join) in sides)
            {
                var since = Stopwatch.GetTimestamp();
                await join(Path.Combine(scratch.Folder, $"{name}.mp4"));
                times[name].Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
            }
        }

        var table = new Table("side", "s", "x medium", "frames too many", "sound - picture ms", "MB");
        foreach (var (name, _) in sides)
        {
            var path = Path.Combine(scratch.Folder, $"{name}.mp4");
            var info = await new ClipProber(Machine.Tools).ProbeAsync(path, CancellationToken.None);
            table.Add(
                name, Spread.Of(times[name]).Show(),
                (Spread.Of(times[name]).Median / Spread.Of(times[sides[2].Name]).Median).ToString("0.00"),
                $"{info.FrameCount - TestClips.FramesWithoutRepeats}",
                $"{(info.Audio!.Duration - info.Duration).TotalMilliseconds:0.0}",
                $"{new FileInfo(path).Length / 1048576.0:0.0}");
        }

        table.Print("stitch: 3 clips of 8 s, 1280x720, 24 frames/s, with sound; median (least-most)");
    }

    private static Task<JoinReport> OursAsync(IReadOnlyList<string> clips, string output) => new ClipJoiner(Machine.Tools).JoinAsync(
        [.. clips.Select(clip => new JoinClip(clip, JointKind.LastFrame))], new StitchOptions(), output, progress: null, CancellationToken.None);

    private static Task EncodeAsync(IReadOnlyList<string> clips, string preset, string crf, string output)
    {
        var streams = string.Concat(clips.Select((_, index) => $"[{index}:v][{index}:a]"));
        return Ffmpeg.RunAsync(
            [.. clips.SelectMany(clip => new[] { "-i", clip }), "-filter_complex", $"{streams}concat=n={clips.Count}:v=1:a=1[v][a]", "-map", "[v]", "-map", "[a]",
                "-c:v", "libx264", "-preset", preset, "-crf", crf, "-c:a", "aac", "-movflags", "+faststart", output]);
    }
}
