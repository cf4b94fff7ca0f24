namespace ChainForge.Media;

/// <summary>Joints in the sample domain. Interleaved floats, in place.</summary>
internal static class SoundMix
{
    // Long enough that even at 60 Hz the ramp bends the wave no more than the wave bends itself; too short to be heard as a fade.
    private const double RampSeconds = 0.01;

    /// <summary>Length of a ramp from or to silence.</summary>
    public static int RampSamples(int rate) => (int)(RampSeconds * rate);

    /// <summary>
    /// Fades <paramref name="outgoing"/> into the beginning of <paramref name="incoming"/>. The gains are divided by
    /// √(a²+b²+2cab), c the measured correlation: the level stays even both for one sound twice (c = 1: a plain fade)
    /// and for two that have nothing in common (c = 0: equal power).
    /// </summary>
    public static void Crossfade(ReadOnlySpan<float> outgoing, Span<float> incoming, int channels)
    {
        var length = outgoing.Length / channels;
        var correlation = Correlation(outgoing, incoming[..outgoing.Length]);
        for (var i = 0; i < length; i++)
        {
            var b = Slope(i, length);
            var a = 1 - b;
            var level = Math.Sqrt((a * a) + (b * b) + (2 * correlation * a * b));
            for (var c = 0; c < channels; c++)
            {
                var at = (i * channels) + c;
                incoming[at] = (float)(((a * outgoing[at]) + (b * incoming[at])) / level);
            }
        }
    }

    /// <summary>Ramps the first samples up from silence.</summary>
    public static void RampUp(Span<float> sound, int channels, int samples)
    {
        var length = Math.Min(samples, sound.Length / channels);
        for (var i = 0; i < length * channels; i++)
        {
            sound[i] *= (float)Slope(i / channels, length);
        }
    }

    /// <summary>Ramps the last samples down to silence.</summary>
    public static void RampDown(Span<float> sound, int channels, int samples)
    {
        var length = Math.Min(samples, sound.Length / channels);
        for (var i = 0; i < length * channels; i++)
        {
            sound[^(i + 1)] *= (float)Slope(i / channels, length);
        }
    }

    /// <summary>Multiplies by a gain.</summary>
    /// <param name="sound">Any samples.</param>
    /// <param name="db">In dB.</param>
    public static void Amplify(Span<float> sound, double db)
    {
        var gain = (float)Math.Pow(10, db / 20);
        for (var i = 0; i < sound.Length; i++)
        {
            sound[i] *= gain;
        }
    }

    // A raised cosine: a straight line has a corner at each end, and corners are what a click is made of.
    private static double Slope(int i, int length) => 0.5 - (0.5 * Math.Cos(Math.PI * (i + 0.5) / length));

    private static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double aa = 0, bb = 0, ab = 0;
        for (var i = 0; i < a.Length; i++)
        {
            aa += a[i] * a[i];
            bb += b[i] * b[i];
            ab += a[i] * b[i];
        }

        // A negative one would ask for a gain without bound.
        return aa <= 0 || bb <= 0 ? 0 : Math.Clamp(ab / Math.Sqrt(aa * bb), 0, 1);
    }
}
