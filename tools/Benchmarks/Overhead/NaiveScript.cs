using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChainForge.Benchmarks.Overhead;

/// <summary>What a user would write instead: one thing after the other, a fixed wait between polls, FFmpeg's concat at the end. Nothing is safe, nothing is cut.</summary>
internal sealed class NaiveScript(TimeSpan interval) : IContender
{
    private static readonly TimeProvider Time = TimeProvider.System;

    public string Name => $"script, polls every {interval.TotalSeconds:0.##} s";

    public async Task<Timeline> MakeAsync(Uri account, string folder)
    {
        var started = Time.GetUtcNow();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "pictai_benchmark");
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "script/1.0");
        var (segments, clips, collected) = (new List<SegmentTimes>(), new List<string>(), started);
        string? lastFrame = null;
        foreach (var prompt in SampleChains.AllPrompts)
        {
            var intended = Time.GetUtcNow();
            var job = await SubmitAsync(client, account, prompt, lastFrame);
            var accepted = Time.GetUtcNow();
            var result = await WaitAsync(client, account, job);
            segments.Add(new SegmentTimes(intended, accepted, Time.GetUtcNow()));
            lastFrame = (string?)result["lastFrameImageUrl"];
            clips.Add(Path.Combine(folder, $"{clips.Count}.mp4"));
            await File.WriteAllBytesAsync(clips[^1], await client.GetByteArrayAsync((string)result["url"]!));
            collected = Time.GetUtcNow();
        }

        await Ffmpeg.ConcatenateAsync(clips, Path.Combine(folder, "list.txt"), Path.Combine(folder, "video.mp4"));
        var completed = Time.GetUtcNow();
        return new Timeline(started, segments, collected, completed, completed);
    }

    private static async Task<string> SubmitAsync(HttpClient client, Uri account, string prompt, string? lastFrame)
    {
        var body = new JsonObject
        {
            ["prompt"] = prompt,
            ["model"] = SampleChains.Model,
            ["aspectRatio"] = "16:9",
            ["duration"] = $"{SampleChains.Seconds}s",
        };
        if (lastFrame is not null)
        {
            body["firstFrameImageUrl"] = lastFrame;
        }

        using var reply = await client.PostAsJsonAsync($"{account}/v1/aistudio/videos", body);
        reply.EnsureSuccessStatusCode();
        return (string)(await reply.Content.ReadFromJsonAsync<JsonNode>())!["data"]!["jobId"]!;
    }

    private async Task<JsonNode> WaitAsync(HttpClient client, Uri account, string job)
    {
        while (true)
        {
            await Task.Delay(interval, Time, CancellationToken.None);
            var data = (await client.GetFromJsonAsync<JsonNode>($"{account}/v1/jobs/{job}"))!["data"]!;
            switch ((string?)data["status"])
            {
                case "completed":
                    return data;
                case "failed":
                    throw new InvalidOperationException(data.ToJsonString());
            }
        }
    }
}
