using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChainForge.Runs;

/// <summary>One clip of a run, with everything that was ever asked for it.</summary>
public sealed record Segment
{
    /// <summary>Position in the chain, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>All attempts, oldest first. Each may have cost something; none is ever removed.</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>The attempt that counts now: the newest that was not abandoned.</summary>
    [JsonIgnore]
    public Attempt? Current => Attempts.LastOrDefault(attempt => attempt.State != AttemptState.Abandoned);

    /// <summary>The clip that is used, if it is here.</summary>
    [JsonIgnore]
    public Take? Take => Current?.Take;

    /// <summary>Whether the provider has finished this segment, so that the next one can start from it.</summary>
    [JsonIgnore]
    public bool IsGenerated => Current?.State is AttemptState.Generated or AttemptState.Downloaded;
}
