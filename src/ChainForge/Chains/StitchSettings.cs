namespace ChainForge.Chains;

/// <summary>The <c>stitch:</c> block of a chain.</summary>
public sealed record StitchSettings
{
    /// <summary>What is done about drift of colour. Default: nothing, every picture stays as it was paid for.</summary>
    public ColourSetting Colour { get; init; }

    /// <summary>How far <see cref="ColourSetting.Match"/> goes: 0 (not at all) to 1 (all the way). Default: 1.</summary>
    public double ColourStrength { get; init; } = 1;

    /// <summary>How sound is joined. Default: a short crossfade.</summary>
    public AudioSetting Audio { get; init; }

    /// <summary>What is done where the sound gets louder or quieter from one clip to the next. Default: it is evened out.</summary>
    public LoudnessSetting Loudness { get; init; }

    /// <summary>Music below the whole video, a local file. Unset: none.</summary>
    public MediaSource? Music { get; init; }

    /// <summary>Added to the level that the music gets by itself, in dB, -30 to 12. Default: 0.</summary>
    public double MusicVolume { get; init; }

    /// <summary>What happens to the frames. Default: they stay as they were paid for, wherever that is possible.</summary>
    public QualitySetting Quality { get; init; }
}

/// <summary>What happens to the frames.</summary>
public enum QualitySetting
{
    /// <summary>Copied bit for bit, but for the few at each joint.</summary>
    Copy,

    /// <summary>All encoded anew.</summary>
    Reencode,
}

/// <summary>What is done about drift of colour along a chain.</summary>
public enum ColourSetting
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every clip is brought to the look of the first.</summary>
    Match,
}

/// <summary>What is done about steps of loudness between clips.</summary>
public enum LoudnessSetting
{
    /// <summary>Clips on both sides of a step are brought to the same loudness, within bounds.</summary>
    Match,

    /// <summary>Nothing.</summary>
    Keep,
}

/// <summary>How a declared cut looks.</summary>
public enum TransitionSetting
{
    /// <summary>From one frame to the next.</summary>
    None,

    /// <summary>The end of one clip and the beginning of the next are shown over each other.</summary>
    Dissolve,

    /// <summary>Down to black and up again.</summary>
    Fadeblack,
}

/// <summary>How the sound of two clips is joined.</summary>
public enum AudioSetting
{
    /// <summary>A fade of a few hundredths of a second over the joint.</summary>
    Crossfade,

    /// <summary>A hard cut, with only the click taken out.</summary>
    Cut,

    /// <summary>A silent video.</summary>
    Mute,
}
