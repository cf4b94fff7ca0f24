namespace ChainForge.Media;

/// <summary>What was measured at the joint of two clips, and what the stitch makes of it.</summary>
public sealed record SeamMeasure
{
    /// <summary>How the clips were said to follow each other.</summary>
    public required JointKind Kind { get; init; }

    /// <summary>Frames to leave out at the end of the clip before.</summary>
    public required int DropTail { get; init; }

    /// <summary>Frames to leave out at the beginning of the next clip.</summary>
    public required int DropHead { get; init; }

    /// <summary>Leading frames of the next clip that belong to the clip it extends; 0: it holds only new ones.</summary>
    public int SourceFrames { get; init; }

    /// <summary>0 (the rule of the hand-over was followed for want of evidence) to 1 (the pictures leave no doubt).</summary>
    public required double Confidence { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the next clip goes on from the picture it was given.</summary>
    public required bool AnchorHonoured { get; init; }

    /// <summary>Mean absolute difference of luma between the two frames that meet in the video, in 8-bit levels.</summary>
    public required double PictureStep { get; init; }

    /// <summary>The same between ordinary neighbours near the joint: what this motion makes anyway.</summary>
    public required double NaturalStep { get; init; }

    /// <summary>The picture step without what the change of colour makes: what jumps, or stands still.</summary>
    public double Jump { get; init; }

    /// <summary>The step that the clip before itself makes here, into the frame that the next one repeats; null: nothing repeats. The joint should make the same.</summary>
    public double? OwnStep { get; init; }

    /// <summary>The look on both sides, in the repeated frame where there is one.</summary>
    public FrameLook LookBefore { get; init; }

    /// <summary>See <see cref="LookBefore"/>.</summary>
    public FrameLook LookAfter { get; init; }

    /// <summary>Step of sharpness; null: not measured, or the clips differ in size.</summary>
    public SharpnessStep? Sharpness { get; init; }

    /// <summary>Pace before and behind the joint.</summary>
    public MotionStep Motion { get; init; }

    /// <summary>Step of colour over the joint, in the repeated frame where there is one.</summary>
    public required ColourStep Colour { get; init; }

    /// <summary>
    /// How much louder, in LU, the sound is behind the joint, before anything is evened out: read off what both clips share of it, else R128's
    /// gated loudness of up to 3 s on each side; null: one of the two is silent or has no sound.
    /// </summary>
    public double? LoudnessStep { get; init; }

    /// <summary>The largest such step, without its sign, within the two clips themselves: what this sound does anyway.</summary>
    public double UsualLoudnessStep { get; init; }

    /// <summary>Whether the loudness steps at the joint, and not only as it does elsewhere; false also where it is not known.</summary>
    internal bool HasLoudnessStep => LoudnessStep is { } step && Math.Abs(step) >= SeamThresholds.LoudnessStep && SeamThresholds.IsUnusualLoudness(step, UsualLoudnessStep);

    /// <summary>Brings the next clip to the look of the clip before; null: nothing is repeated, so nothing can be compared.</summary>
    public ColourMap? ColourFit { get; init; }

    /// <summary>The same for the first shown frame of the next clip, where it does not have the clip's look yet; null: it has.</summary>
    public ColourMap? FirstColourFit { get; init; }

    /// <summary>The shown frame of the next clip from which on it has its look; 0: from the first on.</summary>
    public int ColourSettled { get; init; }
}
