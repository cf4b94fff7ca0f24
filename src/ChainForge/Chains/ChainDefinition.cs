using System.Text.Json;

namespace ChainForge.Chains;

/// <summary>A chain as a person wrote it, read and checked: every default is filled in, every place in the file is forgotten.</summary>
/// <remarks>A run keeps the definition it was started from, so this record is stored as JSON: change it only by adding.</remarks>
public sealed record ChainDefinition
{
    /// <summary>The chain's name, safe as a file name: <c>[a-z0-9][a-z0-9-]*</c>. Default: the file's name.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's model, for all segments.</summary>
    public required string Model { get; init; }

    /// <summary>Aspect ratio of every segment, for example <c>16:9</c>. Default: the model's first.</summary>
    public required string AspectRatio { get; init; }

    /// <summary>What the first segment starts from.</summary>
    public ChainStart Start { get; init; } = ChainStart.Nothing;

    /// <summary>The clips in order, at least one.</summary>
    public required IReadOnlyList<SegmentDefinition> Segments { get; init; }

    /// <summary>How the clips become one video.</summary>
    public StitchSettings Stitch { get; init; } = new();

    /// <summary>The most credits that a run of this chain may spend. Unset: the service's cap holds.</summary>
    public decimal? MaxCredits { get; init; }

    /// <summary>What it asks for, as text: the same for chains that differ in their budget alone.</summary>
    public string Film() => JsonSerializer.Serialize(this with { MaxCredits = null });

    /// <summary>All that it names of pictures, videos and sound.</summary>
    public IEnumerable<MediaSource> Media() => new[] { Start.FirstFrame, Start.Extend, Stitch.Music }
        .Concat(Start.References).Concat(Segments.SelectMany(segment => segment.References)).OfType<MediaSource>();
}
