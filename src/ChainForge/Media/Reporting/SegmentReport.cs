namespace ChainForge.Media;

/// <summary>A clip of a finished video: how far it drifted, and its look along the way.</summary>
public sealed record SegmentReport
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its first frame in the video.</summary>
    public required int FromFrame { get; init; }

    /// <summary>Frames of the video that it fills.</summary>
    public required int Frames { get; init; }

    /// <summary>The look of the clip as a whole, as it came.</summary>
    public required LookFigures Look { get; init; }

    /// <summary>Number of the segment that drift is counted from: 1, or the one behind the last cut.</summary>
    public required int DriftFrom { get; init; }

    /// <summary>Drift of colour since then, as the clip came.</summary>
    public required ColourFigures Drift { get; init; }

    /// <summary>Drift of sharpness; null: not measured, or the clips differ in size.</summary>
    public double? DriftSharpnessRatio { get; init; }

    /// <summary>Its loudness as a whole, as it came (EBU R 128); null: no sound.</summary>
    public double? LoudnessLufs { get; init; }

    /// <summary>Drift of loudness; null: no sound.</summary>
    public double? DriftLoudnessLu { get; init; }

    /// <summary>How much louder its sound was made, below 0 quieter; null: not at all.</summary>
    public double? GainDb { get; init; }

    /// <summary>Its momentary loudness along the video, every 100 ms; null: no sound.</summary>
    public IReadOnlyList<LoudnessPoint>? LoudnessSeries { get; init; }

    /// <summary>How far its colours were moved at most, in 8-bit levels; null: not at all.</summary>
    public double? CorrectedLevels { get; init; }

    /// <summary>Its look along the video.</summary>
    public required IReadOnlyList<LookPoint> Series { get; init; }
}

/// <summary>The look of one frame of the video.</summary>
/// <param name="AtSeconds">When it is shown.</param>
/// <param name="Look">As it came.</param>
/// <param name="InVideo">As it is in the video; null: the same.</param>
public sealed record LookPoint(double AtSeconds, LookFigures Look, LookFigures? InVideo);

/// <summary>The momentary loudness at a time of the video.</summary>
/// <param name="AtSeconds">When.</param>
/// <param name="Lufs">As it came.</param>
/// <param name="InVideoLufs">As it is in the video, before music; null: the same.</param>
public sealed record LoudnessPoint(double AtSeconds, double Lufs, double? InVideoLufs);
