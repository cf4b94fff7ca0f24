using System.Collections.Immutable;
using ChainForge.Chains;

namespace ChainForge.Runs;

/// <summary>How a run comes to be.</summary>
public static class RunStart
{
    /// <summary>A new run of a definition; nothing has been asked for yet.</summary>
    /// <param name="id">Its id, from <see cref="RunIds"/>.</param>
    /// <param name="definition">The chain.</param>
    /// <param name="sourceFile">The chain file, or null.</param>
    /// <param name="defaultMaxCredits">The cap of a chain that has none of its own.</param>
    /// <param name="now">The time.</param>
    public static Transition Create(
        string id, ChainDefinition definition, string? sourceFile, decimal defaultMaxCredits, DateTimeOffset now)
    {
        var run = new Run
        {
            Id = id,
            Definition = definition,
            SourceFile = sourceFile,
            StartedAt = now,
            MaxCredits = definition.MaxCredits ?? defaultMaxCredits,
            Segments = [.. definition.Segments.Select((_, index) => new Segment { Index = index })],
        };
        return new Transition(run, $"run of {definition.Name} with {definition.Segments.Count} segments, at most {run.MaxCredits:0.##} credits");
    }
}
