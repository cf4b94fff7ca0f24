namespace ChainForge.Media;

/// <summary>What a stitch may change.</summary>
public sealed record StitchOptions
{
    /// <summary>What is done about drift of colour. Default: nothing.</summary>
    public ColourMode Colour { get; init; }

    /// <summary>How far <see cref="ColourMode.Match"/> goes: 0 (not at all) to 1 (all the way). Default: 1.</summary>
    public double ColourStrength { get; init; } = 1;

    /// <summary>How sound is joined. Default: a short crossfade.</summary>
    public AudioMode Audio { get; init; }

    /// <summary>What is done about steps of loudness. Default: they are evened out.</summary>
    public LoudnessMode Loudness { get; init; }

    /// <summary>Music below the whole video; null: none.</summary>
    public MusicBed? Music { get; init; }

    /// <summary>What happens to the frames. Default: they stay as they are wherever that is possible.</summary>
    public QualityMode Quality { get; init; }
}

/// <summary>What happens to the frames.</summary>
public enum QualityMode
{
    /// <summary>Copied bit for bit, but for the few at each joint that hang on a frame that is left out; encoded anew only where clips differ or are corrected.</summary>
    Copy,

    /// <summary>All encoded anew, in one go: one encoder's stream from end to end.</summary>
    Reencode,
}

/// <summary>What is done about drift of colour along the clips.</summary>
public enum ColourMode
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every clip is brought to the look of the first, back to the last cut.</summary>
    Match,
}

/// <summary>What is done about steps of loudness between clips.</summary>
public enum LoudnessMode
{
    /// <summary>Clips on both sides of a step are brought to the same loudness, within bounds.</summary>
    Match,

    /// <summary>Nothing.</summary>
    Keep,
}

/// <summary>Music below the whole video: looped or cut to its length, quieter below loud passages, faded out at the end.</summary>
/// <param name="Path">A local file with sound.</param>
/// <param name="VolumeDb">Added to the level that it gets by itself, in dB.</param>
public sealed record MusicBed(string Path, double VolumeDb = 0);

/// <summary>How the sound of two clips is joined.</summary>
public enum AudioMode
{
    /// <summary>A fade of 25 ms inside the sound that both clips have for the joint, where they have it.</summary>
    Crossfade,

    /// <summary>A cut, with ramps of 10 ms against the click.</summary>
    Cut,

    /// <summary>No sound.</summary>
    Mute,
}
