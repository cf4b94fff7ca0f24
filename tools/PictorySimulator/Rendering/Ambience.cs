using System.Runtime.InteropServices;
using PictorySimulator.Rendering.Scenes;

namespace PictorySimulator.Rendering;

/// <summary>Soft sound: a chord that belongs to the prompt, and wind or surf that belongs to the place.</summary>
internal static class Ambience
{
    /// <summary>Steps of a pentatonic scale: any two prompts sound well side by side.</summary>
    private static readonly int[] Scale = [0, 2, 4, 7, 9, 12, 14, 16];

    /// <returns>Interleaved stereo, 32-bit float.</returns>
    public static byte[] Play(uint place, string prompt, double clock, ClipShape shape, double gain)
    {
        var samples = (int)Math.Round(shape.Seconds * shape.SampleRate);
        var sound = new float[samples * 2];
        var level = Math.Pow(10, gain / 20);
        var root = 98 * Math.Pow(2, Noise.Hash(place, 40) * 5 / 12);
        var seed = ScenePrompt.SeedOf(prompt);
        var voices = Enumerable.Range(0, 3)
            .Select(i => root * (1 + (i / 2)) * Math.Pow(2, Scale[(int)(Noise.Hash(seed, (uint)i) * Scale.Length) % Scale.Length] / 12.0))
            .Prepend(root)
            .ToArray();
        double left = 0, right = 0;
        var random = seed | 1;
        for (var i = 0; i < samples; i++)
        {
            var time = clock + ((double)i / shape.SampleRate);
            var swell = 0.55 + (0.45 * Math.Sin(time * 0.7));
            left += 0.045 * (Next(ref random) - left);
            right += 0.045 * (Next(ref random) - right);
            var (toneLeft, toneRight) = Chord(voices, time);
            sound[i * 2] = (float)(level * ((0.030 * toneLeft) + (0.30 * swell * left)));
            sound[(i * 2) + 1] = (float)(level * ((0.030 * toneRight) + (0.30 * swell * right)));
        }

        return MemoryMarshal.AsBytes(sound.AsSpan()).ToArray();
    }

    private static (double Left, double Right) Chord(double[] voices, double time)
    {
        double left = 0, right = 0;
        for (var v = 0; v < voices.Length; v++)
        {
            var tone = Math.Sin(2 * Math.PI * voices[v] * time) * (0.75 + (0.25 * Math.Sin((time * (0.3 + (0.1 * v))) + v)));
            var pan = voices.Length == 1 ? 0.5 : (double)v / (voices.Length - 1);
            left += tone * (1 - (0.5 * pan));
            right += tone * (0.5 + (0.5 * pan));
        }

        return (left, right);
    }

    private static double Next(ref uint random)
    {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        return (random / (double)uint.MaxValue * 2) - 1;
    }
}
