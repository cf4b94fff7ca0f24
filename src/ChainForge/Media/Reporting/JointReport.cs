namespace ChainForge.Media;

/// <summary>A joint of a finished video, with every figure in its unit.</summary>
public sealed record JointReport
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Name of the clip before it.</summary>
    public required string Before { get; init; }

    /// <summary>Name of the clip behind it.</summary>
    public required string After { get; init; }

    /// <summary>The first frame of the video that comes from the clip behind it.</summary>
    public required int AtFrame { get; init; }

    /// <summary>When that is shown.</summary>
    public required double AtSeconds { get; init; }

    /// <summary>How the clips follow each other.</summary>
    public required JointKind Kind { get; init; }

    /// <summary>What a viewer notices.</summary>
    public required SeamGrade Grade { get; init; }

    /// <summary>Why, in words, the worst figure first.</summary>
    public required string Reason { get; init; }

    /// <summary>The figures that stand out, the worst first.</summary>
    public required IReadOnlyList<SeamFinding> Findings { get; init; }

    /// <summary>What was dropped, and why.</summary>
    public required string Decision { get; init; }

    /// <summary>0 (the rule of the hand-over was followed for want of evidence) to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Frames left out at the end of the clip before.</summary>
    public required int DroppedTailFrames { get; init; }

    /// <summary>Frames left out at the beginning of the clip behind.</summary>
    public required int DroppedHeadFrames { get; init; }

    /// <summary>How many of these belong to the clip that was extended.</summary>
    public required int SourceFrames { get; init; }

    /// <summary>Whether the clip goes on from the picture it was given.</summary>
    public required bool AnchorHonoured { get; init; }

    /// <summary>Mean absolute difference of brightness between the two frames that meet.</summary>
    public required double PictureStepLevels { get; init; }

    /// <summary>The same without what the change of colour makes.</summary>
    public required double JumpLevels { get; init; }

    /// <summary>The same between ordinary neighbours near the joint.</summary>
    public required double NaturalStepLevels { get; init; }

    /// <summary>Step of colour between the clips as they came.</summary>
    public required ColourFigures Colour { get; init; }

    /// <summary>Step of colour that is left in the video; null: nothing was corrected.</summary>
    public ColourFigures? ColourInVideo { get; init; }

    /// <summary>Step of sharpness, behind over before; null: not measured, or the clips differ in size.</summary>
    public double? SharpnessRatio { get; init; }

    /// <summary>Usual difference of brightness between neighbours before the joint.</summary>
    public required double PaceBeforeLevelsPerFrame { get; init; }

    /// <summary>The same behind it.</summary>
    public required double PaceAfterLevelsPerFrame { get; init; }

    /// <summary>Pace behind over pace before.</summary>
    public required double PaceRatio { get; init; }

    /// <summary>Step of loudness (R128, up to 3 s on each side), as the clips came; null: one side is silent.</summary>
    public double? LoudnessStepLu { get; init; }

    /// <summary>What of it is left in the video; null: nothing was evened out.</summary>
    public double? LoudnessStepInVideoLu { get; init; }

    /// <summary>The largest such step within the two clips, without its sign; null: one side is silent.</summary>
    public double? UsualLoudnessStepLu { get; init; }

    /// <summary>The sharpest bend of the sound at the joint over the 99.9th percentile around it, or over the clips' own sharpest there if that is larger; null: no sound.</summary>
    public double? SampleStepRatio { get; init; }

    /// <summary>Whether that can be heard as a click; null: no sound.</summary>
    public bool? Clicks { get; init; }
}
