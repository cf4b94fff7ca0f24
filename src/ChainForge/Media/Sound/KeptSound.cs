namespace ChainForge.Media;

/// <summary>A clip's decoded sound, kept for the stitch: raw 32-bit floats, interleaved, from the clip's own zero on, holes filled with silence.</summary>
/// <param name="Bytes">Length of the file.</param>
/// <param name="SampleRate">Samples per second: the clip's own.</param>
/// <param name="Channels">1 or 2.</param>
internal sealed record KeptSound(long Bytes, int SampleRate, int Channels)
{
    /// <summary>The longest clip whose sound is kept: providers make seconds, and an hour of samples would fill 1.4 GB.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Whether a clip's sound is worth keeping: what is known of a clip of varying rate is not kept, and with it its sound would not be found.</summary>
    public static bool IsWorthwhile(ClipInfo clip) => clip.Audio is not null && clip.IsConstantRate && clip.Duration <= Longest;

    /// <summary>What is kept of a clip's sound.</summary>
    public static KeptSound Of(AudioInfo sound, long bytes) => new(bytes, sound.SampleRate, ChannelsOf(sound));

    /// <summary>How many channels are kept of a sound.</summary>
    public static int ChannelsOf(AudioInfo sound) => Math.Min(2, sound.Channels);

    /// <summary>Whether a sound of this kind can be made from it by nothing but reading.</summary>
    public bool Serves(int rate, int channels) => SampleRate == rate && (Channels == channels || Channels == 1);
}
