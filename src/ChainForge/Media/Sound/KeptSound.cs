using System.Runtime.InteropServices;

namespace ChainForge.Media;

/// <summary>A clip's decoded sound, kept for the stitch: raw 32-bit floats at the clip's own rate, interleaved, from the clip's own zero on, holes filled with silence.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Channels">1 or 2.</param>
internal sealed record KeptSound(string Path, long Bytes, int Channels)
{
    // Providers make seconds, and an hour of samples would fill 1.4 GB.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Whether a clip's sound is worth keeping: what is known of a clip of varying rate is not kept, and with it its sound would not be found.</summary>
    public static bool IsWorthwhile(ClipInfo clip) => clip.Audio is not null && clip.IsConstantRate && clip.Duration <= Longest;

    /// <summary>How many channels are kept of a sound.</summary>
    public static int ChannelsOf(AudioInfo sound) => Math.Min(2, sound.Channels);

    /// <summary>Reads a part of it.</summary>
    /// <param name="from">The first sample, from the clip's zero on.</param>
    /// <param name="sound">Takes it, interleaved.</param>
    /// <returns>How many values there were, fewer where it ends; null: it cannot be read.</returns>
    public int? Read(long from, Span<float> sound)
    {
        try
        {
            using var file = File.OpenRead(Path);
            file.Position = Math.Clamp(from * Channels * sizeof(float), 0, Bytes);
            var bytes = MemoryMarshal.AsBytes(sound);
            return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) / sizeof(float);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a sound of this kind can be made, by nothing but reading, from what is kept of another.</summary>
    public static bool Serves(AudioInfo sound, int rate, int channels) => sound.SampleRate == rate && (ChannelsOf(sound) == channels || ChannelsOf(sound) == 1);
}
