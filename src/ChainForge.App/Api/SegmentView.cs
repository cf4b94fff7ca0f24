using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary>A segment of a run, for display.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Id">Its id in the chain.</param>
/// <param name="State">One word, see <see cref="StateOf"/>.</param>
/// <param name="Seconds">Length asked for.</param>
/// <param name="Attempts">How often it was asked for.</param>
/// <param name="Credits">What it cost so far.</param>
/// <param name="JobId">The provider's job that counts; null before.</param>
/// <param name="Clip">The clip, relative to the run's folder; null before.</param>
/// <param name="LastFrame">Its last frame, relative to the run's folder; null before.</param>
/// <param name="Failure">What went wrong last; null when nothing did.</param>
/// <param name="Prompt">What was asked for.</param>
public sealed record SegmentView(
    int Number,
    string Id,
    string State,
    int Seconds,
    int Attempts,
    decimal Credits,
    string? JobId,
    string? Clip,
    string? LastFrame,
    string? Failure,
    string Prompt)
{
    /// <summary>All segments of a run.</summary>
    public static IReadOnlyList<SegmentView> Of(Run run) =>
    [
        .. run.Segments.Select(segment => new SegmentView(
            segment.Index + 1,
            run.DefinitionOf(segment).Id,
            StateOf(run, segment),
            run.DefinitionOf(segment).Seconds,
            segment.Attempts.Length,
            segment.Attempts.Sum(attempt => attempt.Spent),
            segment.Current?.JobId,
            segment.Take?.File,
            segment.Take?.LastFrame,
            segment.Current?.Failure,
            run.DefinitionOf(segment).Prompt)),
    ];

    /// <summary>The word for where a segment stands.</summary>
    public static string StateOf(Run run, Segment segment) => segment.Current is { } attempt
        ? WordOf(attempt.State)
        : run.WaitingSince is not null && run.Segments.First(s => !s.IsGenerated).Index == segment.Index ? "waiting" : "planned";

    /// <summary>The word for where an attempt stands.</summary>
    public static string WordOf(AttemptState state) => state switch
    {
        AttemptState.Intended => "submitting",
        AttemptState.Deferred => "deferred",
        AttemptState.Unknown => "unknown",
        AttemptState.Accepted => "generating",
        AttemptState.Generated => "downloading",
        AttemptState.Downloaded => "done",
        AttemptState.Refused => "refused",
        AttemptState.Abandoned => "abandoned",
        _ => "failed",
    };
}
