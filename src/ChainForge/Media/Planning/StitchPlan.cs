namespace ChainForge.Media;

/// <summary>What will be done with every clip, decided before anything runs.</summary>
public sealed record StitchPlan
{
    /// <summary>What the video will be.</summary>
    public required StitchTarget Target { get; init; }

    /// <summary>The clips in order.</summary>
    public required IReadOnlyList<ClipPlan> Clips { get; init; }

    /// <summary>Frames of the video.</summary>
    public required int TotalFrames { get; init; }

    /// <summary>Samples of the sound a channel; 0: the video is silent.</summary>
    public required long TotalSamples { get; init; }

    /// <summary>The music below it; null: none.</summary>
    public MusicPlan? Music { get; init; }

    /// <summary>Why all frames have to be encoded anew; null: they can be copied, but for a few at the joints, unless the inside of a clip says otherwise.</summary>
    public string? EncodedBecause { get; init; }

    /// <summary>The plan in one sentence.</summary>
    public string Summary => PlanWords.Summary(Target, Clips.Count, TotalFrames, EncodedBecause);

    /// <summary>Why it is so: everything that is converted, dropped, padded or corrected.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}

/// <summary>What the video will be.</summary>
public sealed record StitchTarget
{
    /// <summary>Pixels across, even.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels down, even.</summary>
    public required int Height { get; init; }

    /// <summary>Frames per second, constant.</summary>
    public required FrameRate FrameRate { get; init; }

    /// <summary>Always 8-bit 4:2:0: what every browser plays.</summary>
    public string PixelFormat { get; init; } = "yuv420p";

    /// <summary>Written into the file, so that no player has to guess.</summary>
    public required ColourTags Colour { get; init; }

    /// <summary>Samples per second; 0: no sound.</summary>
    public required int SampleRate { get; init; }

    /// <summary>1 or 2; 0: no sound.</summary>
    public required int Channels { get; init; }
}

/// <summary>One clip's place in the video.</summary>
public sealed record ClipPlan
{
    /// <summary>The clip.</summary>
    public required ClipInfo Clip { get; init; }

    /// <summary>The first of its frames that is used.</summary>
    public required int FirstFrame { get; init; }

    /// <summary>How many of its frames are used.</summary>
    public required int FrameCount { get; init; }

    /// <summary>Where its first frame lies in the video; in a dissolve among the last ones of the clip before.</summary>
    public required int StartFrame { get; init; }

    /// <summary>How many frames of the video it fills; another number than <see cref="FrameCount"/> when its rate is converted.</summary>
    public required int ShownFrames { get; init; }

    /// <summary>FFmpeg's filters from the clip's picture to the target's; null: it is taken as it is.</summary>
    public string? Filter { get; init; }

    /// <summary>The colour correction of the clip as a whole; null: none.</summary>
    public ColourMap? Colour { get; init; }

    /// <summary>How much louder (quieter below 0) its sound is made, in dB.</summary>
    public double GainDb { get; init; }

    /// <summary>The corrections of its first shown frames, one by one, where a step to the clip before is eased; empty: they are as all others.</summary>
    public IReadOnlyList<ColourMap> ColourLead { get; init; } = [];

    /// <summary>Whether any frame's colours are corrected.</summary>
    public bool IsCorrected => Colour is not null || ColourLead.Count > 0;

    /// <summary>The correction of a shown frame; null: none.</summary>
    /// <param name="shown">Its place among the frames that this clip fills.</param>
    internal ColourMap? ColourAt(int shown) => new ClipColour(Colour, ColourLead).At(shown);

    /// <summary>What leads from the clip before to this one; null: the next frame.</summary>
    public PlannedTransition? Transition { get; init; }

    /// <summary>Its place in the sound; null: the video is silent.</summary>
    public SoundSlot? Sound { get; init; }
}

/// <summary>One clip's place in the sound. Positions are samples of the video's sound.</summary>
/// <param name="From">The first sample to which the clip contributes.</param>
/// <param name="To">The end of its contribution.</param>
/// <param name="SourceStart">Where <paramref name="From"/> lies in the clip, in samples after its first frame.</param>
/// <param name="LeadIn">Samples shared with the clip before: they are crossfaded; 0: a short ramp instead.</param>
/// <param name="LeadOut">Samples shared with the next clip.</param>
/// <param name="IsSilent">The clip has no sound.</param>
public sealed record SoundSlot(long From, long To, long SourceStart, int LeadIn, int LeadOut, bool IsSilent)
{
    /// <summary>Samples over which it comes up out of black; 0: it does not.</summary>
    public int FadeIn { get; init; }

    /// <summary>Samples over which it goes down to black.</summary>
    public int FadeOut { get; init; }
}
