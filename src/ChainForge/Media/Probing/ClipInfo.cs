using System.Text.Json.Serialization;

namespace ChainForge.Media;

/// <summary>What is known about a clip.</summary>
public sealed record ClipInfo
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>For example <c>h264</c>.</summary>
    public required string Codec { get; init; }

    /// <summary>Stored pixels across, before rotation.</summary>
    public required int Width { get; init; }

    /// <summary>Stored pixels down, before rotation.</summary>
    public required int Height { get; init; }

    /// <summary>Width of a pixel divided by its height; 1 is square.</summary>
    public double SampleAspectRatio { get; init; } = 1;

    /// <summary>For example <c>yuv420p</c>.</summary>
    public required string PixelFormat { get; init; }

    /// <summary>Frames per second; the average where <see cref="IsConstantRate"/> is false.</summary>
    public required FrameRate FrameRate { get; init; }

    /// <summary>Whether every frame lies on the grid of <see cref="FrameRate"/>.</summary>
    public required bool IsConstantRate { get; init; }

    /// <summary>Frames that are shown, counted one by one.</summary>
    public required int FrameCount { get; init; }

    /// <summary>Length of the picture.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>When the first frame is shown on the clip's own clock.</summary>
    public TimeSpan VideoStart { get; init; }

    /// <summary>What the clip says about its colours.</summary>
    public ColourTags Colour { get; init; } = new(null, null, null, null);

    /// <summary>Degrees by which a player turns the picture.</summary>
    public int Rotation { get; init; }

    /// <summary>The sound; null: there is none.</summary>
    public AudioInfo? Audio { get; init; }

    /// <summary>When each frame is shown, in seconds after the first; only where the rate is not constant.</summary>
    [JsonIgnore]
    public IReadOnlyList<double>? FrameTimes { get; init; }

    /// <summary>Width as a player shows it: square pixels, turned upright.</summary>
    [JsonIgnore]
    public int DisplayWidth => IsTurned ? Height : Squared;

    /// <summary>Height as a player shows it.</summary>
    [JsonIgnore]
    public int DisplayHeight => IsTurned ? Squared : Height;

    /// <summary>When a frame is shown, in seconds after the first; for the frame behind the last: when the picture ends.</summary>
    internal double SecondsAt(int frame) => IsConstantRate ? frame / FrameRate.PerSecond
        : frame < FrameCount ? FrameTimes![frame]
        : Duration.TotalSeconds;

    private bool IsTurned => Math.Abs(Rotation) % 180 == 90;

    private int Squared => (int)Math.Round(Width * SampleAspectRatio);
}
