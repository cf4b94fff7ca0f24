using System.Runtime.InteropServices;

namespace ChainForge.Media;

/// <summary>Joins the sound of all clips and encodes it once: no gap of a codec, no drift, exactly as long as the picture.</summary>
internal sealed class SoundTrack(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    private const double RampSeconds = 0.005;

    public async Task WriteAsync(StitchPlan plan, string path, CancellationToken cancellationToken)
    {
        var (rate, channels) = (plan.Target.SampleRate, plan.Target.Channels);
        var ramp = (int)(RampSeconds * rate);
        var command = FFmpegCommand.Fed(tools, "encode the sound",
            ["-f", "f32le", "-ar", $"{rate}", "-ac", $"{channels}", "-i", "pipe:0", "-c:a", "aac", "-b:a", channels == 1 ? "128k" : "192k", .. Mp4Clock.Of(plan.Target), "-f", "mp4", "-y", FFmpegCommand.Local(path)]);
        await using var encoder = FFmpegProcess.Start(command, limits.Stall, time, cancellationToken);
        var carry = Array.Empty<float>();
        foreach (var clip in plan.Clips)
        {
            var slot = clip.Sound!;
            var sound = await ReadAsync(clip, rate, channels, cancellationToken);
            if (slot.LeadIn > 0)
            {
                SoundMix.Crossfade(carry, sound, channels);
            }
            else
            {
                SoundMix.RampUp(sound, channels, Math.Max(ramp, slot.FadeIn));
            }

            var kept = sound.Length - (slot.LeadOut * channels);
            if (slot.LeadOut == 0)
            {
                SoundMix.RampDown(sound, channels, Math.Max(ramp, slot.FadeOut));
            }

            await encoder.WriteAsync(MemoryMarshal.AsBytes(sound.AsSpan(0, kept)).ToArray());
            carry = sound[kept..];
        }

        await encoder.CompleteAsync();
    }

    /// <summary>The clip's slot, silent where the clip has nothing.</summary>
    private async Task<float[]> ReadAsync(ClipPlan clip, int rate, int channels, CancellationToken cancellationToken)
    {
        var slot = clip.Sound!;
        var sound = new float[(slot.To - slot.From) * channels];
        if (slot.IsSilent)
        {
            return sound;
        }

        // The clip's own clock, from its zero on: silence where the sound starts late or has a hole.
        var command = FFmpegCommand.FFmpeg(tools, $"decode the sound of {Path.GetFileName(clip.Clip.Path)}",
            ["-copyts", .. FFmpegCommand.Untrusted(clip.Clip.Path), "-map", "0:a:0", "-vn", "-af", $"aresample={rate}:async=1:first_pts=0",
                "-ac", $"{channels}", "-f", "f32le", "pipe:1"]);
        await using var decoder = FFmpegProcess.Start(command, limits.Stall, time, cancellationToken);
        var skip = slot.SourceStart + (long)Math.Round(clip.Clip.VideoStart.TotalSeconds * rate);
        await SkipAsync(decoder, skip * channels * sizeof(float));
        var bytes = new byte[sound.Length * sizeof(float)];
        var read = await decoder.ReadAsync(bytes);
        await SkipAsync(decoder, long.MaxValue);
        await decoder.CompleteAsync();
        var heard = read / sizeof(float) / channels * channels;
        MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, heard * sizeof(float))).CopyTo(sound);
        if (heard < sound.Length)
        {
            SoundMix.RampDown(sound.AsSpan(0, heard), channels, (int)(RampSeconds * rate));
        }

        return sound;
    }

    private static async Task SkipAsync(FFmpegProcess process, long bytes)
    {
        var waste = new byte[64 * 1024];
        while (bytes > 0)
        {
            var want = (int)Math.Min(bytes, waste.Length);
            if (await process.ReadAsync(waste.AsMemory(0, want)) < want)
            {
                return;
            }

            bytes -= want;
        }
    }
}
