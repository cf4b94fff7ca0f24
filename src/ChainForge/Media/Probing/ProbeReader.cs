using System.Text.Json;
using FFMpegCore;

namespace ChainForge.Media;

/// <summary>Turns ffprobe's JSON (streams, format, the picture's packets) into a <see cref="ClipInfo"/>.</summary>
internal static class ProbeReader
{
    /// <exception cref="MediaException">No picture in it, less of it than its index says, or numbers that mean nothing.</exception>
    public static ClipInfo Read(string path, string json)
    {
        try
        {
            return ReadAll(path, json);
        }
        catch (Exception e) when (e is not MediaException)
        {
            // All of it is a stranger's numbers and words, and there is nothing else here that could fail.
            throw MediaException.About(path, "what it says of itself cannot be read", "It may be damaged: download it again or use another take");
        }
    }

    private static ClipInfo ReadAll(string path, string json)
    {
        var analysis = FFProbe.FromJson(json);
        var streams = analysis.Raw.Streams ?? [];
        var video = streams.FirstOrDefault(s => s.CodecType == "video")
            ?? throw MediaException.About(path, "there is no picture in it", "Name a clip that has one, or use another take");
        var packets = Packets(analysis.Raw, video.Index);
        RequireComplete(path, video, packets);
        var timeline = FrameTimeline.Read(
            [.. packets.Select(p => p.Pts)],
            Tick(video),
            packets.MaxBy(p => p.Pts)!.Duration,
            [.. new[] { FrameRate.Parse(video.FrameRate), FrameRate.Parse(video.AvgFrameRate) }.OfType<FrameRate>()]);
        var audio = streams.FirstOrDefault(s => s.CodecType == "audio" && s.Channels > 0);
        return new ClipInfo
        {
            Path = path,
            Codec = video.CodecName ?? "unknown",
            Width = video.Width ?? 0,
            Height = video.Height ?? 0,
            SampleAspectRatio = Ratio(video.SampleAspectRatio),
            PixelFormat = video.PixelFormat ?? "unknown",
            FrameRate = timeline.Rate,
            IsConstantRate = timeline.IsConstant,
            FrameCount = timeline.Times.Count,
            FrameTimes = timeline.IsConstant ? null : timeline.Times,
            Duration = TimeSpan.FromSeconds(timeline.Length),
            VideoStart = TimeSpan.FromSeconds(packets.Min(p => p.Pts) * Tick(video)),
            Colour = new ColourTags(Known(video.ColorRange), Known(video.ColorSpace), Known(video.ColorPrimaries), Known(video.ColorTransfer)),
            Rotation = analysis.PrimaryVideoStream?.Rotation ?? 0,
            Audio = audio is null ? null : new AudioInfo(audio.CodecName ?? "unknown", int.Parse(audio.SampleRate!), audio.Channels ?? 1, Seconds(audio.StartTime), Seconds(audio.Duration)),
        };
    }

    private static Packet[] Packets(FFProbeAnalysis raw, int stream)
    {
        if (raw.ExtensionData is null || !raw.ExtensionData.TryGetValue("packets", out var list))
        {
            return [];
        }

        // A packet marked D (discard) is decoded but not shown: it lies outside the clip's edit list.
        return [.. list.EnumerateArray()
            .Where(p => p.GetProperty("stream_index").GetInt32() == stream && p.TryGetProperty("pts", out _))
            .Where(p => !(p.TryGetProperty("flags", out var flags) && flags.GetString()!.Contains('D', StringComparison.Ordinal)))
            .Select(p => new Packet(p.GetProperty("pts").GetInt64(), p.TryGetProperty("duration", out var d) ? d.GetInt64() : 0))];
    }

    private static void RequireComplete(string path, FFProbeStream video, Packet[] packets)
    {
        if (packets.Length == 0)
        {
            throw MediaException.About(path, "there is not one frame in it", "Download it again or use another take");
        }

        var extra = video.ExtensionData;
        if (extra is not null && extra.TryGetValue("nb_frames", out var frames) && extra.TryGetValue("nb_read_packets", out var read)
            && int.Parse(frames.GetString()!) is var promised && int.Parse(read.GetString()!) is var found && promised > found)
        {
            throw MediaException.About(path, $"it is cut off: its index lists {promised} frames, {found} are there", "Download it again");
        }
    }

    private static double Tick(FFProbeStream video)
    {
        var parts = video.ExtensionData!["time_base"].GetString()!.Split('/');
        return double.Parse(parts[0]) / double.Parse(parts[1]);
    }

    private static double Ratio(string? text)
    {
        var parts = (text ?? "").Split(':');
        return parts.Length == 2 && double.TryParse(parts[0], out var a) && double.TryParse(parts[1], out var b) && a > 0 && b > 0 ? a / b : 1;
    }

    private static TimeSpan Seconds(string? text) => double.TryParse(text, out var s) ? TimeSpan.FromSeconds(s) : TimeSpan.Zero;

    private static string? Known(string? tag) => tag is null or "" or "unknown" or "unspecified" or "reserved" ? null : tag;

    private sealed record Packet(long Pts, long Duration);
}
