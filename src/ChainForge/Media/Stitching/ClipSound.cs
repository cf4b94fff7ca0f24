using System.Runtime.InteropServices;

namespace ChainForge.Media;

/// <summary>Reads the part of a clip's sound that goes into the video, from what is kept of it, else from the clip.</summary>
internal sealed class ClipSound(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <summary>The clip's slot with its gain, interleaved; silent where the clip has nothing.</summary>
    /// <exception cref="MediaException">It can't be decoded.</exception>
    public async Task<float[]> ReadAsync(ClipPlan clip, PreparedFolder kept, int rate, int channels, CancellationToken cancellationToken)
    {
        var slot = clip.Sound!;
        var sound = new float[(slot.To - slot.From) * channels];
        if (slot.IsSilent)
        {
            return sound;
        }

        // The clip's own clock, from its zero on.
        var skip = slot.SourceStart + (long)Math.Round(clip.Clip.VideoStart.TotalSeconds * rate);
        var heard = Take(kept.Sound(clip.Clip, rate, channels), skip, sound, channels)
            ?? await DecodeAsync(clip.Clip, skip, sound, rate, channels, cancellationToken);
        if (heard < sound.Length)
        {
            SoundMix.RampDown(sound.AsSpan(0, heard), channels, SoundMix.RampSamples(rate));
        }

        if (clip.GainDb != 0)
        {
            SoundMix.Amplify(sound, clip.GainDb);
        }

        return sound;
    }

    /// <summary>Fills what is wanted from the sound that is kept; says how many values there were. Null: none is kept, or it cannot be read.</summary>
    private static int? Take(KeptSound? kept, long skip, float[] sound, int channels)
    {
        if (kept is null || kept.Channels == channels)
        {
            return kept?.Read(skip, sound);
        }

        var values = new float[sound.Length / channels * kept.Channels];
        return kept.Read(skip, values) is { } heard ? Fill(values.AsSpan(0, heard), kept.Channels, sound, channels) : null;
    }

    private async Task<int> DecodeAsync(ClipInfo clip, long skip, float[] sound, int rate, int channels, CancellationToken cancellationToken)
    {
        // Silence where the sound starts late or has a hole. What comes later than what is wanted is not looked at: a time stamp that jumps
        // would be filled up with hours of silence.
        var end = ((skip + (sound.Length / channels)) / rate) + 2;

        // FFmpeg's own way from one channel to two takes 3 dB off, which is heard as a step next to clips that have two.
        var decoded = Math.Min(channels, KeptSound.ChannelsOf(clip.Audio!));
        var command = FFmpegCommand.FFmpeg(tools, $"decode the sound of {Path.GetFileName(clip.Path)}",
            ["-copyts", .. FFmpegCommand.Untrusted(clip.Path), "-map", "0:a:0", "-vn", "-af", $"atrim=end={end},aresample={rate}:async=1:first_pts=0",
                "-ac", $"{decoded}", "-f", "f32le", "pipe:1"]);
        await using var decoder = FFmpegProcess.Start(command with { MostTime = limits.For(clip.Duration) }, limits.Stall, time, cancellationToken);
        await SkipAsync(decoder, skip * decoded * sizeof(float));
        var bytes = new byte[sound.Length / channels * decoded * sizeof(float)];
        var read = await decoder.ReadAsync(bytes);
        await SkipAsync(decoder, long.MaxValue);
        await decoder.CompleteAsync();
        return Fill(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, read)), decoded, sound, channels);
    }

    /// <summary>One channel is heard from both speakers. Says how many values there were.</summary>
    private static int Fill(ReadOnlySpan<float> values, int from, Span<float> sound, int channels)
    {
        var samples = values.Length / from;
        if (from == channels)
        {
            values[..(samples * channels)].CopyTo(sound);
        }
        else
        {
            for (var i = 0; i < samples * channels; i++)
            {
                sound[i] = values[i / channels];
            }
        }

        return samples * channels;
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
