using System.Runtime.InteropServices;

namespace ChainForge.Media;

/// <summary>Joins the sound of all clips and encodes it once: no gap of a codec, no drift, exactly as long as the picture. Memory holds three clips' sound.</summary>
internal sealed class SoundTrack(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <summary>Writes the sound of a video as MP4.</summary>
    /// <param name="plan">What the sound is.</param>
    /// <param name="kept">For each clip what was prepared of it.</param>
    /// <param name="path">The MP4.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <returns>What was measured at each joint.</returns>
    /// <exception cref="MediaException">A clip's sound or the music can't be decoded.</exception>
    public async Task<IReadOnlyList<SampleStep>> WriteAsync(StitchPlan plan, IReadOnlyList<PreparedFolder> kept, string path, CancellationToken cancellationToken)
    {
        var (rate, channels) = (plan.Target.SampleRate, plan.Target.Channels);
        var music = plan.Music is { } bed ? await new MusicFile(tools, limits, time).GainAsync(bed, plan.Target.FrameRate.Length(plan.TotalFrames), cancellationToken) : 0;
        await using var encoder = FFmpegProcess.Start(SoundEncoder.Command(tools, plan, music, path), limits.Stall, time, cancellationToken);
        var clicks = new ClickMeter(rate, channels, [.. plan.Clips.Select(clip => clip.Sound!)]);
        var source = new ClipSound(tools, limits, time);
        var (carry, next, writing) = (Array.Empty<float>(), source.ReadAsync(plan.Clips[0], kept[0], rate, channels, cancellationToken), Task.CompletedTask);
        for (var k = 0; k < plan.Clips.Count; k++)
        {
            // The next clip is read while this one is mixed and encoded: where its sound is not kept, starting a decoder takes longer than decoding.
            var sound = await next;
            next = k + 1 < plan.Clips.Count ? source.ReadAsync(plan.Clips[k + 1], kept[k + 1], rate, channels, cancellationToken) : Task.FromResult(Array.Empty<float>());
            try
            {
                var slot = plan.Clips[k].Sound!;
                if (k > 0)
                {
                    clicks.Before(k - 1, carry, sound);
                }

                Enter(sound, carry, slot, rate, channels);
                var settled = sound.AsMemory(0, sound.Length - (slot.LeadOut * channels));
                carry = sound[settled.Length..];
                clicks.Add(settled.Span);

                // The encoder works on one clip while the next is mixed: it is what the stitch waits for in the end.
                await writing;
                writing = WriteAsync(encoder, settled);
            }
            catch
            {
                // They must not outlive this: what they read may be deleted next.
                await Task.WhenAny(Task.WhenAll(next, writing));
                throw;
            }
        }

        await writing;
        await encoder.CompleteAsync();
        return clicks.End();
    }

    // Through a buffer: a copy of the whole would be fresh megabytes for each clip, which cost more than what is copied.
    private static async Task WriteAsync(FFmpegProcess encoder, ReadOnlyMemory<float> sound)
    {
        var bytes = new byte[FFmpegProcess.Part];
        for (var values = bytes.Length / sizeof(float); sound.Length > 0; sound = sound[Math.Min(values, sound.Length)..])
        {
            var part = sound[..Math.Min(values, sound.Length)];
            MemoryMarshal.AsBytes(part.Span).CopyTo(bytes);
            await encoder.WriteAsync(bytes.AsMemory(0, part.Length * sizeof(float)));
        }
    }

    /// <summary>Lets a clip's sound begin and end without a click: faded over its neighbour's where both have sound, else up from silence and down to it.</summary>
    private static void Enter(float[] sound, float[] carry, SoundSlot slot, int rate, int channels)
    {
        if (slot.LeadIn > 0)
        {
            SoundMix.Crossfade(carry, sound, channels);
        }
        else
        {
            SoundMix.RampUp(sound, channels, Math.Max(SoundMix.RampSamples(rate), slot.FadeIn));
        }

        if (slot.LeadOut == 0)
        {
            SoundMix.RampDown(sound, channels, Math.Max(SoundMix.RampSamples(rate), slot.FadeOut));
        }
    }
}
