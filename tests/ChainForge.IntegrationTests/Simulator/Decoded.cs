using System.Diagnostics;

namespace ChainForge.IntegrationTests.Simulator;

/// <summary>Frames as a decoder shows them, as luma.</summary>
internal static class Decoded
{
    public static async Task<IReadOnlyList<byte[]>> LumaAsync(byte[] file, int width, int height)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, file);
            var raw = await RunAsync("ffmpeg", [
                "-v", "error", "-xerror", "-i", path, "-fps_mode", "passthrough",
                "-vf", "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,format=yuv420p,format=gray",
                "-f", "rawvideo", "pipe:1"]);
            var size = width * height;
            raw.Length.Should().Be(raw.Length / size * size);
            return [.. Enumerable.Range(0, raw.Length / size).Select(i => raw[(i * size)..((i + 1) * size)])];
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static async Task<string> ProbeAsync(byte[] file, string entries)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, file);
            return System.Text.Encoding.UTF8.GetString(
                await RunAsync("ffprobe", ["-v", "error", "-show_entries", entries, "-of", "compact", path]));
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static double Psnr(byte[] a, byte[] b)
    {
        var error = a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Average();
        return error == 0 ? double.PositiveInfinity : 10 * Math.Log10(255 * 255 / error);
    }

    private static async Task<byte[]> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
        return output.ToArray();
    }
}
