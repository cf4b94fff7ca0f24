namespace ChainForge.Media;

/// <summary>A finished video, probed after it was written.</summary>
public sealed record StitchResult
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>What the probe found.</summary>
    public required ClipInfo Video { get; init; }

    /// <summary>How much longer the sound is than the picture, in milliseconds; 0 without sound.</summary>
    public required double SoundMinusPictureMs { get; init; }

    /// <summary>For each joint whether its sound clicks; empty without sound.</summary>
    public IReadOnlyList<SampleStep> SampleSteps { get; init; } = [];

    /// <summary>Frames that were encoded anew; all others are bit for bit the clips'.</summary>
    public required int EncodedFrames { get; init; }

    /// <summary>Why all frames were encoded anew; null: they were copied. Unlike the plan's it knows what the clips' insides did not allow.</summary>
    public string? EncodedBecause { get; init; }

    /// <summary>How it was made, and why, in words.</summary>
    public required string Way { get; init; }

    /// <summary>Wall time of the stitch.</summary>
    public required TimeSpan Elapsed { get; init; }
}
