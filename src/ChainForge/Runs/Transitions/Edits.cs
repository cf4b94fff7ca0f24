namespace ChainForge.Runs;

/// <summary>The two edits that every transition is made of, and the guards that all of them share.</summary>
internal static class Edits
{
    public static Run With(this Run run, Attempt attempt)
    {
        var segment = run.SegmentOf(attempt.Id);
        var old = segment.Attempts.First(other => other.Id == attempt.Id);
        return run.With(segment with { Attempts = segment.Attempts.Replace(old, attempt) });
    }

    public static Run With(this Run run, Segment segment) =>
        run with { Segments = run.Segments.SetItem(segment.Index, segment) };

    /// <summary>The attempt, if it stands where the change needs it to stand.</summary>
    public static Attempt Require(this Run run, string attemptId, params ReadOnlySpan<AttemptState> states)
    {
        var attempt = run.Attempt(attemptId);
        return states.Contains(attempt.State)
            ? attempt
            : throw new IllegalTransitionException($"attempt {attemptId} of run {run.Id} is {attempt.State}");
    }

    /// <summary>How a segment is named to a person: <c>segment 3 (dusk)</c>.</summary>
    public static string Name(this Run run, Segment segment) =>
        $"segment {segment.Index + 1} ({run.DefinitionOf(segment).Id})";

    public static string NameOf(this Run run, string attemptId) => run.Name(run.SegmentOf(attemptId));

    public static Run Park(this Run run, ParkingCause cause, string message, string? attemptId, params IReadOnlyList<string> candidates) =>
        run with
        {
            State = RunState.Parked,
            WaitingSince = null,
            Parking = new Parking(cause, message, attemptId, candidates),
        };

    /// <summary>Ends the run as failed; what other attempts hold or still have to fetch goes on.</summary>
    public static Run Fail(this Run run, string reason, DateTimeOffset now) =>
        run with { State = RunState.Failed, Reason = reason, EndedAt = now, WaitingSince = null, Parking = null };
}
