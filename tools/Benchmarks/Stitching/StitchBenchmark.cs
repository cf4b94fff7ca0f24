using System.Diagnostics;
using ChainForge.Benchmarks.Figures;
using ChainForge.Media;

namespace ChainForge.Benchmarks.Stitching;

/// <summary>How long joining takes beside what FFmpeg alone does, and whether the result is right.</summary>
internal static class StitchBenchmark
{
    private const string Medium = "concat filter, x264 medium crf 23";
    private const string VeryFast = "concat filter, x264 veryfast crf 18";

    public static async Task RunAsync(Arguments arguments)
    {
        var sets = ClipSet.All.Where(set => arguments.Text("only") is not { } only || set.Name == only).ToList();
        foreach (var set in sets)
        {
            await RunAsync(set, arguments.Number("repeat", 3), arguments.Text("side"));
        }
    }

    private static async Task RunAsync(ClipSet set, int repeat, string? only)
    {
        var clips = await set.GetAsync();
        using var scratch = new Scratch();
        var kept = scratch.Sub("kept");
        (string Name, Func<string, Task<StitchFigures>> Join)[] all =
        [
            ("ChainForge, nothing prepared", output => StitchSide.MeasureAsync(set, QualityMode.Copy, null, output)),
            ("ChainForge, prepared on arrival", output => StitchSide.MeasureAsync(set, QualityMode.Copy, kept, output)),
            ("ChainForge, all encoded anew", output => StitchSide.MeasureAsync(set, QualityMode.Reencode, null, output)),
            ("concat demuxer, copy", output => TimeAsync(0, () => Ffmpeg.ConcatenateAsync(clips, Path.Combine(scratch.Folder, "list.txt"), output))),
            (VeryFast, output => TimeAsync(null, () => EncodeAsync(clips, "veryfast", "18", output))),
            (Medium, output => TimeAsync(null, () => EncodeAsync(clips, "medium", "23", output))),
        ];
        var sides = all.Where(side => only is null || side.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToArray();

        // What a run does while the provider still works on the next clip: not part of any time below.
        await StitchSide.MeasureAsync(set, QualityMode.Copy, kept, Path.Combine(scratch.Folder, "first.mp4"));
        var figures = sides.ToDictionary(side => side.Name, _ => new List<StitchFigures>());
        for (var round = 0; round < repeat; round++)
        {
            foreach (var (name, join) in sides)
            {
                figures[name].Add(await join(PathOf(name)));
            }
        }

        var table = new Table("side", "s", "veryfast takes", "medium takes", "processor s", "frames too many", "encoded anew", "sound - picture ms", "MB", "most memory MB");
        foreach (var (name, _) in sides)
        {
            var info = await new ClipProber(Machine.Tools).ProbeAsync(PathOf(name), CancellationToken.None);
            var peak = figures[name].Max(one => one.PeakMegabytes);
            table.Add(
                name, Seconds(name).Show(), Times(VeryFast, name), Times(Medium, name),
                Spread.Of(figures[name].Select(one => one.Processor)).Show("0.0"),
                $"{info.FrameCount - set.Frames}",
                $"{figures[name][0].EncodedFrames ?? info.FrameCount}",
                $"{Math.Round((info.Audio!.Duration - info.Duration).TotalMilliseconds, 1) + 0:0.0}",
                $"{new FileInfo(PathOf(name)).Length / 1048576.0:0.0}",
                peak == 0 ? "-" : $"{peak:0}");
        }

        table.Print($"stitch --only {set.Name}: {set.Title}; median (least-most) of {repeat}");

        string PathOf(string name) => Path.Combine(scratch.Folder, $"{name}.mp4");

        Spread Seconds(string name) => Spread.Of(figures[name].Select(one => one.Seconds));

        string Times(string rival, string name) => figures.ContainsKey(rival) ? $"{Seconds(rival).Median / Seconds(name).Median:0.0} x" : "-";
    }

    private static async Task<StitchFigures> TimeAsync(int? encoded, Func<Task> join)
    {
        var (since, spent) = (Stopwatch.GetTimestamp(), ProcessorTime.Seconds());
        await join();
        return new StitchFigures(Stopwatch.GetElapsedTime(since).TotalSeconds, ProcessorTime.Seconds() - spent, encoded, PeakMegabytes: 0);
    }

    private static Task EncodeAsync(IReadOnlyList<string> clips, string preset, string crf, string output)
    {
        var streams = string.Concat(clips.Select((_, index) => $"[{index}:v][{index}:a]"));
        return Ffmpeg.RunAsync(
            [.. clips.SelectMany(clip => new[] { "-i", clip }), "-filter_complex", $"{streams}concat=n={clips.Count}:v=1:a=1[v][a]", "-map", "[v]", "-map", "[a]",
                "-c:v", "libx264", "-preset", preset, "-crf", crf, "-c:a", "aac", "-movflags", "+faststart", output]);
    }
}
