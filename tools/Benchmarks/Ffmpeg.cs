using System.Diagnostics;

namespace ChainForge.Benchmarks;

/// <summary>FFmpeg as a script would call it.</summary>
internal static class Ffmpeg
{
    public static async Task RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Machine.Tools.FFmpeg, ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"FFmpeg ended with {process.ExitCode}.");
        }
    }

    /// <summary>Joins without decoding: as quick as joining can be, with every repeated frame left in.</summary>
    public static async Task ConcatenateAsync(IEnumerable<string> clips, string list, string output)
    {
        await File.WriteAllLinesAsync(list, clips.Select(clip => $"file '{clip}'"));
        await RunAsync("-f", "concat", "-safe", "0", "-i", list, "-c", "copy", "-movflags", "+faststart", output);
    }
}
