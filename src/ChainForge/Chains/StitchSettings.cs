namespace ChainForge.Chains;

/// <summary>The <c>stitch:</c> block of a chain.</summary>
public sealed record StitchSettings
{
    /// <summary>What is done about drift of colour. Default: nothing, every picture stays as it was paid for.</summary>
    public ColourSetting Colour { get; init; }

    /// <summary>How sound is joined. Default: a short crossfade.</summary>
    public AudioSetting Audio { get; init; }

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
