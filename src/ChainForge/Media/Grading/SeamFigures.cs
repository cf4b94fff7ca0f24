namespace ChainForge.Media;

/// <summary>A joint as it is in the video, after what the stitch corrected.</summary>
internal sealed record SeamFigures
{
    /// <summary>How the clips follow each other.</summary>
    public required JointKind Kind { get; init; }

    /// <summary>Whether the next clip goes on from the picture it was given.</summary>
    public required bool AnchorHonoured { get; init; }

    /// <summary>See <see cref="SeamMeasure.Jump"/>.</summary>
    public required double Jump { get; init; }

    /// <summary>See <see cref="SeamMeasure.NaturalStep"/>.</summary>
    public required double NaturalStep { get; init; }

    /// <summary>See <see cref="SeamMeasure.OwnStep"/>.</summary>
    public double? OwnStep { get; init; }

    /// <summary>Step of colour.</summary>
    public required ColourStep Colour { get; init; }

    /// <summary>Whether a channel has so little spread that its ratio means nothing: Y, U, V.</summary>
    public required (bool Y, bool U, bool V) IsFlat { get; init; }

    /// <summary>Step of sharpness; null: not measured.</summary>
    public required SharpnessStep? Sharpness { get; init; }

    /// <summary>Pace on both sides.</summary>
    public required MotionStep Motion { get; init; }

    /// <summary>Step of loudness in LU; null: one side is silent.</summary>
    public double? LoudnessStep { get; init; }

    /// <summary>See <see cref="SeamMeasure.UsualLoudnessStep"/>.</summary>
    public double UsualLoudnessStep { get; init; }

    /// <summary>Whether the sound clicks; null: there is none.</summary>
    public SampleStep? Samples { get; init; }

    /// <summary>What of a measured joint is left once both clips were corrected.</summary>
    /// <param name="seam">As measured.</param>
    /// <param name="before">The correction of the clip before; null: none.</param>
    /// <param name="after">The correction of the next clip; null: none.</param>
    public static SeamFigures Of(SeamMeasure seam, ColourMap? before, ColourMap? after)
    {
        ArgumentNullException.ThrowIfNull(seam);
        var (left, right) = (seam.LookBefore.Through(before), seam.LookAfter.Through(after));
        return new SeamFigures
        {
            Kind = seam.Kind,
            AnchorHonoured = seam.AnchorHonoured,
            Jump = seam.Jump,
            NaturalStep = seam.NaturalStep,
            OwnStep = seam.OwnStep,
            Colour = before is null && after is null ? seam.Colour : ColourStep.Between(left, right),
            IsFlat = (IsFlat(look => look.Y), IsFlat(look => look.U), IsFlat(look => look.V)),
            Sharpness = seam.Sharpness is { } step ? new SharpnessStep(step.Before * (before?.Y.Gain ?? 1), step.After * (after?.Y.Gain ?? 1)) : null,
            Motion = seam.Motion,
            UsualLoudnessStep = seam.UsualLoudnessStep,
        };

        bool IsFlat(Func<FrameLook, ChannelLook> channel) => Math.Min(channel(left).Deviation, channel(right).Deviation) < SeamThresholds.FlatChannel;
    }
}
