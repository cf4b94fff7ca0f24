using System.Text.RegularExpressions;

namespace ChainForge.Media;

/// <summary>Decodes a file and fails at the first complaint.</summary>
internal static partial class DecodedFrames
{
    /// <summary>How many frames it shows.</summary>
    /// <param name="tools">FFmpeg.</param>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for a person.</param>
    /// <param name="isAside">Whether something is made meanwhile that takes longer: one thread is then enough, and takes the least of the processors.</param>
    /// <param name="limits">Time limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">A decoder complains.</exception>
    public static async Task<int> CountAsync(FFmpegTools tools, string path, string what, bool isAside, MediaLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        // The loop filter reads nothing that could be wrong, and nobody looks at these pictures.
        var command = FFmpegCommand.FFmpeg(tools, $"decode {what}",
            ["-xerror", "-progress", "pipe:1", "-skip_loop_filter", "all", "-threads", isAside ? "1" : "0", .. FFmpegCommand.Untrusted(path), "-map", "0", "-fps_mode", "passthrough", "-f", "null", "-"]);
        var text = await FFmpegProcess.ReadTextAsync(command, limits.Stall, time, cancellationToken);
        return FrameLine().Matches(text) is [.., var last] ? int.Parse(last.Groups[1].Value) : 0;
    }

    [GeneratedRegex(@"^frame=\s*(\d+)", RegexOptions.Multiline)]
    private static partial Regex FrameLine();
}
