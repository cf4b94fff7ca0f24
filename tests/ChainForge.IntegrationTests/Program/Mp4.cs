using System.Diagnostics;
using System.Text.Json;

namespace ChainForge.IntegrationTests.Program;

/// <summary>What ffprobe, asked by itself, says of a file.</summary>
internal sealed record Mp4(int Frames, double PictureSeconds, double? SoundSeconds, string Codecs)
{
    public static async Task<Mp4> ProbeAsync(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "ffprobe", ["-v", "error", "-count_frames", "-show_entries", "stream=codec_name,codec_type,nb_read_frames,duration", "-of", "json", path])
        {
            RedirectStandardOutput = true,
        })!;
        var json = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var streams = JsonDocument.Parse(json).RootElement.GetProperty("streams").EnumerateArray().ToList();
        var picture = streams.Single(stream => stream.GetProperty("codec_type").GetString() == "video");
        var sound = streams.Find(stream => stream.GetProperty("codec_type").GetString() == "audio");
        return new Mp4(
            int.Parse(picture.GetProperty("nb_read_frames").GetString()!),
            Seconds(picture),
            sound.ValueKind == JsonValueKind.Undefined ? null : Seconds(sound),
            string.Join('/', streams.Select(stream => stream.GetProperty("codec_name").GetString())));
    }

    private static double Seconds(JsonElement stream) => double.Parse(stream.GetProperty("duration").GetString()!);
}
