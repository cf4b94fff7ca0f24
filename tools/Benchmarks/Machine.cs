using System.Runtime.InteropServices;
using ChainForge.Media;

namespace ChainForge.Benchmarks;

/// <summary>What figures are only valid for.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync() =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, "
        + $"FFmpeg {await FFmpegLocator.GetVersionAsync(Tools, CancellationToken.None)}, load before: {Load}";

    public static FFmpegTools Tools { get; } = new FFmpegLocator().Find();

    // On a shared machine this tells how far a figure can be trusted.
    private static string Load => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
