using System.Runtime.InteropServices;

namespace ChainForge.Media;

/// <summary>Decodes the part of a clip's sound that goes into the video.</summary>
internal sealed class ClipSound(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <summary>The clip's slot with its gain, interleaved; silent where the clip has nothing.</summary>
    /// <exception cref="MediaException">It can't be decoded.</exception>
    public async Task<float[]> ReadAsync(ClipPlan clip, int rate, int channels, CancellationToken cancellationToken)
    {
        var slot = clip.Sound!;
        var sound = new float[(slot.To - slot.From) * channels];
        if (slot.IsSilent)
        {
            return sound;
        }

        // The clip's own clock, from its zero on: silence where the sound starts late or has a hole.
        // FFmpeg's own way from one channel to two takes 3 dB off, which is heard as a step next to clips that have two.
        var spread = clip.Clip.Audio!.Channels == 1 && channels == 2 ? ",pan=stereo|c0=c0|c1=c0" : "";
        var command = FFmpegCommand.FFmpeg(tools, $"decode the sound of {Path.GetFileName(clip.Clip.Path)}",
            ["-copyts", .. FFmpegCommand.Untrusted(clip.Clip.Path), "-map", "0:a:0", "-vn", "-af", $"aresample={rate}:async=1:first_pts=0{spread}",
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
            SoundMix.RampDown(sound.AsSpan(0, heard), channels, SoundMix.RampSamples(rate));
        }

        if (clip.GainDb != 0)
        {
            SoundMix.Amplify(sound, clip.GainDb);
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
