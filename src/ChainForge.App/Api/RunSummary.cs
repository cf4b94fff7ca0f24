using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary>A run as <c>runs --json</c>, the API and the pages tell it.</summary>
/// <param name="Id">The run.</param>
/// <param name="Chain">The chain's name.</param>
/// <param name="State"><c>running</c>, <c>parked</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Segments">How many clips there are and will be.</param>
/// <param name="Credits">What it cost, may still cost and may cost at most.</param>
/// <param name="StartedAt">When it was recorded.</param>
/// <param name="EndedAt">When it ended; null before.</param>
/// <param name="Video">Full path of the finished video; null before.</param>
/// <param name="Reason">Why it stands still; null when it does not.</param>
/// <param name="Version">How often it was changed: sent back with an answer, it is refused when the run has changed since.</param>
public sealed record RunSummary(
    string Id,
    string Chain,
    string State,
    SegmentCount Segments,
    CreditCount Credits,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Video,
    string? Reason,
    long Version)
{
    /// <summary>Tells a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="outputFolder">Where its files are.</param>
    public static RunSummary Of(Run run, string outputFolder) => new(
        run.Id,
        run.Chain,
        OperatorTransitions.Word(run.State),
        new SegmentCount(run.Segments.Length, run.Done),
        new CreditCount(run.Spent, run.Reserved, run.MaxCredits),
        run.StartedAt,
        run.EndedAt,
        run.Video is null ? null : new RunFolder(outputFolder, run).Video,
        run.Parking?.Message ?? run.Reason ?? WaitsFor(run),
        run.Version);

    private static string? WaitsFor(Run run) =>
        run.HeldBackReason is { } reason ? $"nothing is submitted: {reason}"
        : run.Segments.Select(segment => segment.Current).FirstOrDefault(attempt => attempt is { State: AttemptState.Generated, DiskFailures: > 0 }) is { } kept ? $"{kept.Failure}; tried again by itself"
        : run.HeldBackUntil is { } until ? $"waits until {until:HH:mm} UTC: three answers of the provider were lost in a short time, and nothing more is submitted before"
        : run.WaitingSince is not null ? "waits for a free place at the provider"
        : null;
}

/// <summary>Clips of a run.</summary>
/// <param name="Total">Of the chain.</param>
/// <param name="Done">On disk.</param>
public sealed record SegmentCount(int Total, int Done);

/// <summary>Credits of a run.</summary>
/// <param name="Spent">For certain.</param>
/// <param name="Reserved">May still be spent by what is under way.</param>
/// <param name="Max">The cap.</param>
public sealed record CreditCount(decimal Spent, decimal Reserved, decimal Max);
