using System.Diagnostics;
using System.Text.Json;
using ChainForge.Benchmarks.Figures;
using ChainForge.Media;

namespace ChainForge.Benchmarks.Stitching;

/// <summary>Our own side in a process of its own, so that its memory can be told from that of the benchmark.</summary>
internal static class StitchSide
{
    public const string Part = "stitch-side";

    public static async Task RunAsync(Arguments arguments)
    {
        var clips = await ClipSet.All.Single(set => set.Name == arguments.Text("set")).GetAsync();
        var kept = arguments.Text("kept");
        var joined = clips.Select((clip, k) => new JoinClip(clip, JointKind.LastFrame, kept is null ? null : Path.Combine(kept, $"{k}"))).ToList();
        var quality = Enum.Parse<QualityMode>(arguments.Text("quality")!);
        var (since, spent) = (Stopwatch.GetTimestamp(), ProcessorTime.Seconds());
        var report = await new ClipJoiner(Machine.Tools).JoinAsync(joined, new StitchOptions { Quality = quality }, arguments.Text("output")!, progress: null, CancellationToken.None);
        Console.WriteLine(JsonSerializer.Serialize(new StitchFigures(Stopwatch.GetElapsedTime(since).TotalSeconds, ProcessorTime.Seconds() - spent, report.Result.EncodedFrames, PeakMegabytes: 0)));
    }

    /// <summary>Starts it and waits for its figures.</summary>
    public static async Task<StitchFigures> MeasureAsync(ClipSet set, QualityMode quality, string? kept, string output)
    {
        string[] arguments = [Part, "--set", set.Name, "--quality", $"{quality}", "--output", output];
        using var process = Self.Start(kept is null ? arguments : [.. arguments, "--kept", kept]);
        using var memory = new FamilyMemory(process.Id);
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<StitchFigures>(text)! with { PeakMegabytes = memory.PeakMegabytes }
            : throw new InvalidOperationException($"{Part} ended with {process.ExitCode}.");
    }
}

/// <summary>What one stitch took.</summary>
/// <param name="Seconds">Wall time, without the start of the process.</param>
/// <param name="Processor">Seconds of processor time, FFmpeg's included.</param>
/// <param name="EncodedFrames">Frames that are not bit for bit the clips'; null: all.</param>
/// <param name="PeakMegabytes">The most memory that the process and all FFmpegs that it had started held together.</param>
internal sealed record StitchFigures(double Seconds, double Processor, int? EncodedFrames, double PeakMegabytes);
