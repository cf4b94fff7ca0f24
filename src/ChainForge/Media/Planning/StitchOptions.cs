namespace ChainForge.Media;

/// <summary>What a stitch may change.</summary>
public sealed record StitchOptions
{
    /// <summary>What is done about drift of colour. Default: nothing.</summary>
    public ColourMode Colour { get; init; }

    /// <summary>How sound is joined. Default: a short crossfade.</summary>
    public AudioMode Audio { get; init; }

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

/// <summary>How the sound of two clips is joined.</summary>
public enum AudioMode
{
    /// <summary>A fade of 25 ms inside the sound that both clips have for the joint, where they have it.</summary>
    Crossfade,

    /// <summary>A cut, with ramps of 5 ms against the click.</summary>
    Cut,

    /// <summary>No sound.</summary>
    Mute,
}
