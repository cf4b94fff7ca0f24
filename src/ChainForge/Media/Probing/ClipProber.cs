namespace ChainForge.Media;

/// <summary>Looks at a clip without trusting it.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits; unset: the defaults.</param>
/// <param name="time">The clock; unset: the system's.</param>
public sealed class ClipProber(FFmpegTools tools, MediaLimits? limits = null, TimeProvider? time = null)
{
    /// <summary>Everything about a clip, its frames counted one by one.</summary>
    /// <exception cref="MediaException">It is no MP4, damaged, cut off or has no picture.</exception>
    public async Task<ClipInfo> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        await Mp4Signature.RequireAsync(path, cancellationToken);
        var command = new FFmpegCommand(
            tools.FFprobe,
            ["-hide_banner", "-loglevel", "error", .. FFmpegCommand.Untrusted(path),
                "-count_packets", "-show_streams", "-show_format", "-show_entries", "packet=stream_index,pts,duration,flags", "-of", "json=compact=1"],
            $"read {Path.GetFileName(path)}");
        try
        {
            var limit = (limits ?? new MediaLimits()).Probe;
            var json = await FFmpegProcess.ReadTextAsync(command with { MostTime = 10 * limit }, limit, time ?? TimeProvider.System, cancellationToken);
            return ProbeReader.Read(path, json);
        }
        catch (MediaException e) when (e.Message.StartsWith("FFmpeg could not", StringComparison.Ordinal))
        {
            throw new MediaException($"{Path.GetFileName(path)}: the clip is damaged. Download it again. {e.Message}", e);
        }
    }
}
