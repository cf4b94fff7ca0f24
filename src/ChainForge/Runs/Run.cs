using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChainForge.Chains;

namespace ChainForge.Runs;

/// <summary>One execution of a chain: an immutable value, changed only by the pure functions in <c>Transitions/</c>.</summary>
/// <remarks>It is stored whole, as one JSON document, so that no crash can leave half of a change.</remarks>
public sealed record Run
{
    /// <summary>Sortable by time and safe as a folder name: <c>20261123-091500-k7qdbx</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How often the run was changed when it was read from the ledger; 0 for one that was not recorded yet.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>The definition that the run was started from; later edits of the file do not touch it.</summary>
    public required ChainDefinition Definition { get; init; }

    /// <summary>The chain file, for a person to find; null when the run did not come from one.</summary>
    public string? SourceFile { get; init; }

    /// <summary>When the run was recorded, before anything was spent.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the run completed, failed or was cancelled; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where the run stands as a whole.</summary>
    public RunState State { get; init; } = RunState.Running;

    /// <summary>The most credits that this run may spend and reserve.</summary>
    public required decimal MaxCredits { get; init; }

    /// <summary>One for each segment of the definition, in the same order.</summary>
    public required ImmutableArray<Segment> Segments { get; init; }

    /// <summary>Since when the run waits for a free place at the provider; null when it does not.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Until when nothing new is submitted for the account, because too many outcomes were unknown; null, or past, when nothing holds it back.</summary>
    public DateTimeOffset? HeldBackUntil { get; init; }

    /// <summary>Why nothing is submitted for it although it could be, for a person: the disk, or a key that is refused; null when nothing of that kind holds it back. It goes on by itself.</summary>
    public string? HeldBackReason { get; init; }

    /// <summary>Why the run waits for a person; null unless <see cref="RunState.Parked"/>.</summary>
    public Parking? Parking { get; init; }

    /// <summary>Why the run failed or was cancelled, for a person; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The finished video; null before.</summary>
    public FinishedVideo? Video { get; init; }

    /// <summary>Failed tries to prepare the next request (an upload, a look at the job before) since one succeeded.</summary>
    public int PreparationFailures { get; init; }

    /// <summary>The next request is not to be prepared before this moment; null when it may be now.</summary>
    public DateTimeOffset? PrepareAfter { get; init; }

    /// <summary>Failed tries to stitch since the last <c>retry</c>.</summary>
    public int StitchFailures { get; init; }

    /// <summary>The chain's name.</summary>
    [JsonIgnore]
    public string Chain => Definition.Name;

    /// <summary>Whether it goes on only when a person says <c>retry</c>, or never.</summary>
    [JsonIgnore]
    public bool HasEnded => State is RunState.Completed or RunState.Failed or RunState.Cancelled;

    /// <summary>Credits that are spent for certain, as the provider reported them.</summary>
    [JsonIgnore]
    public decimal Spent => Segments.Sum(segment => segment.Attempts.Sum(attempt => attempt.Spent));

    /// <summary>Credits that may be spent by attempts whose end is not known yet.</summary>
    [JsonIgnore]
    public decimal Reserved => Segments.Sum(segment => segment.Attempts.Sum(attempt => attempt.HeldCredits));

    /// <summary>Attempts that occupy one of the account's places. One that a person is asked about does not: ten unanswered questions would stop the account.</summary>
    [JsonIgnore]
    public int InFlight => Segments.Sum(segment => segment.Attempts.Count(attempt => attempt.IsInFlight && attempt.Id != Parking?.AttemptId));

    /// <summary>Segments whose clip is here.</summary>
    [JsonIgnore]
    public int Done => Segments.Count(segment => segment.Take is not null);

    /// <summary>The attempt of that id.</summary>
    /// <exception cref="IllegalTransitionException">There is none.</exception>
    public Attempt Attempt(string attemptId) =>
        Segments.SelectMany(segment => segment.Attempts).FirstOrDefault(attempt => attempt.Id == attemptId)
        ?? throw new IllegalTransitionException($"run {Id} has no attempt {attemptId}");

    /// <summary>The segment that the attempt belongs to.</summary>
    /// <exception cref="IllegalTransitionException">There is none.</exception>
    public Segment SegmentOf(string attemptId) =>
        Segments.FirstOrDefault(segment => segment.Attempts.Any(attempt => attempt.Id == attemptId))
        ?? throw new IllegalTransitionException($"run {Id} has no attempt {attemptId}");

    /// <summary>What the chain says of that segment.</summary>
    public SegmentDefinition DefinitionOf(Segment segment) => Definition.Segments[segment.Index];
}
