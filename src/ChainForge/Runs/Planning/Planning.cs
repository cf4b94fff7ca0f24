using ChainForge.Chains;
using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>What a chain will ask for and cost, before anything is spent.</summary>
public static class Planning
{
    /// <summary>What chain files are checked against, for a provider.</summary>
    public static ChainLimits LimitsOf(ProviderCapabilities capabilities, bool allowLoopbackUrls) => new()
    {
        Models = [.. capabilities.Models.Select(model => new ModelLimits(model.Name, model.AspectRatios, model.Seconds))],
        MinPromptLength = capabilities.MinPromptLength,
        MaxPromptLength = capabilities.MaxPromptLength,
        MaxReferences = capabilities.MaxReferences,
        AllowLoopbackUrls = allowLoopbackUrls,
    };

    /// <summary>What each segment will ask for, and what it is expected to cost.</summary>
    public static ChainPlan Of(ChainDefinition definition, ProviderCapabilities capabilities, decimal defaultMaxCredits)
    {
        var model = capabilities.Find(definition.Model)!;
        var segments = definition.Segments
            .Select((segment, index) => new PlannedSegment(segment.Id, segment.Seconds, model.Cost(segment.Seconds), StartOf(definition, index), segment.Prompt))
            .ToList();
        return new ChainPlan(definition.Name, model.Name, definition.AspectRatio, segments, definition.MaxCredits ?? defaultMaxCredits);
    }

    private static string StartOf(ChainDefinition definition, int index)
    {
        var segment = definition.Segments[index];
        var start = definition.Start;
        return (index, segment.Handover) switch
        {
            (0, _) when start.FirstFrame is not null => "first frame",
            (0, _) when start.Extend is not null => "extends a video",
            (0, _) when start.References.Count > 0 => $"{start.References.Count} references",
            (0, _) => "prompt",
            (_, Handover.Cut) when segment.References.Count > 0 => $"cut, {segment.References.Count} references",
            (_, Handover.Cut) => "cut",
            (_, Handover.Extend) => $"extends {index}",
            _ => $"last frame of {index}",
        };
    }
}

/// <summary>What a chain will ask for.</summary>
/// <param name="Chain">Its name.</param>
/// <param name="Model">The model.</param>
/// <param name="AspectRatio">The aspect ratio.</param>
/// <param name="Segments">In order.</param>
/// <param name="MaxCredits">The cap of a run.</param>
public sealed record ChainPlan(string Chain, string Model, string AspectRatio, IReadOnlyList<PlannedSegment> Segments, decimal MaxCredits)
{
    /// <summary>What all segments are expected to cost, in credits.</summary>
    public decimal Credits => Segments.Sum(segment => segment.Credits);

    /// <summary>Length of all clips, in seconds; the video is a frame shorter at each joint.</summary>
    public int Seconds => Segments.Sum(segment => segment.Seconds);

    /// <summary>Whether a run can finish within its cap.</summary>
    public bool FitsBudget => Credits <= MaxCredits;
}

/// <summary>What one segment will ask for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Seconds">Length in seconds.</param>
/// <param name="Credits">Expected cost.</param>
/// <param name="StartsFrom">For a person.</param>
/// <param name="Prompt">The prompt that will be sent, style included.</param>
public sealed record PlannedSegment(string Id, int Seconds, decimal Credits, string StartsFrom, string Prompt);
