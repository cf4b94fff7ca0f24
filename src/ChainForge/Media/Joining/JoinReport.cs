namespace ChainForge.Media;

/// <summary>Everything that was found and done; goes into <c>manifest.json</c>.</summary>
public sealed record JoinReport
{
    /// <summary>The clips as probed.</summary>
    public required IReadOnlyList<ClipInfo> Clips { get; init; }

    /// <summary>What was done with each clip.</summary>
    public required IReadOnlyList<ClipPlan> Plans { get; init; }

    /// <summary>For each clip the look of some of its frames, as they came.</summary>
    public required IReadOnlyList<IReadOnlyList<FrameLook>> Looks { get; init; }

    /// <summary>The joints as measured, one fewer than clips.</summary>
    public required IReadOnlyList<SeamMeasure> Seams { get; init; }

    /// <summary>The first frame of each clip after the first, in the video.</summary>
    public required IReadOnlyList<int> SeamFrames { get; init; }

    /// <summary>How loud each clip is; null: it has no sound.</summary>
    public required IReadOnlyList<ClipLoudness?> Loudness { get; init; }

    /// <summary>How much louder each clip's sound was made, in dB; below 0 quieter.</summary>
    public required IReadOnlyList<double> GainsDb { get; init; }

    /// <summary>What was planned, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The finished video.</summary>
    public required StitchResult Result { get; init; }
}
