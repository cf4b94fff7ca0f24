namespace ChainForge.Media;

/// <summary>
/// The sound that two clips share where the second shows the last frame of the first once more. If it is the same sound, how loud it is in
/// both says exactly how the loudness steps there; what is spoken or played before and behind it has nothing to do with that.
/// </summary>
internal static class SharedSound
{
    private const double LeastCorrelation = 0.9;

    // About -60 dB of full scale: below it there is hiss, and what an encoder makes of it.
    private const double Quiet = 1e-3;

    /// <summary>The step at a joint in LU; null: the clips share no sound, or none of it is kept.</summary>
    public static double? StepAt(PreparedClip before, PreparedClip after, SeamMeasure seam)
    {
        if (seam.DropTail == 0 || seam.DropHead > 0 || before.Info.Audio is not { } sound || after.Info.Audio?.SampleRate != sound.SampleRate)
        {
            return null;
        }

        var from = before.Info.FrameCount - seam.DropTail;
        var length = before.Info.SecondsAt(before.Info.FrameCount) - before.Info.SecondsAt(from);
        var outgoing = Read(before, before.Info.SecondsAt(from), length);
        var incoming = Read(after, 0, length);
        return Step(outgoing, incoming);
    }

    /// <summary>The step between two pieces of one channel; null: they are not the same sound.</summary>
    public static double? Step(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        double own = 0, others = 0, both = 0;
        var length = Math.Min(before.Length, after.Length);
        for (var i = 0; i < length; i++)
        {
            own += before[i] * before[i];
            others += after[i] * after[i];
            both += before[i] * after[i];
        }

        return Math.Min(own, others) <= length * Quiet * Quiet || both < LeastCorrelation * Math.Sqrt(own * others) ? null : Math.Round(10 * Math.Log10(others / own), 1);
    }

    /// <summary>A part of a clip's sound, the mean of its channels; empty: it is not kept, or cannot be read.</summary>
    private static float[] Read(PreparedClip clip, double from, double length)
    {
        var (rate, channels) = (clip.Info.Audio!.SampleRate, KeptSound.ChannelsOf(clip.Info.Audio));
        var first = (long)Math.Round((clip.Info.VideoStart.TotalSeconds + from) * rate);
        var sound = new float[(int)Math.Round(length * rate) * channels];
        return clip.Folder.Sound(clip.Info, rate, channels)?.Read(first, sound) is { } heard ? Mono(sound.AsSpan(0, heard), channels) : [];
    }

    private static float[] Mono(ReadOnlySpan<float> values, int channels)
    {
        var sound = new float[values.Length / channels];
        for (var i = 0; i < sound.Length * channels; i++)
        {
            sound[i / channels] += values[i] / channels;
        }

        return sound;
    }
}
