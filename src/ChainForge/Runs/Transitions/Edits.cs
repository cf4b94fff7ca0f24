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

    /// <summary>Stops the run for a person to answer. One that has ended asks nobody: it stays as it ended, and the attempt is left alone, its credits reserved.</summary>
    public static Run Park(this Run run, ParkingCause cause, string message, string? attemptId, params IReadOnlyList<string> candidates) =>
        run.HasEnded
            ? attemptId is null ? run : run.With(run.Attempt(attemptId) with { LeftAlone = true })
            : run with
            {
                State = RunState.Parked,
                WaitingSince = null,
                Parking = new Parking(cause, message, attemptId, candidates),
            };

    /// <summary>The word of the history for what <see cref="Park"/> does.</summary>
    public static string Parks(this Run run) => run.HasEnded ? "left alone" : "parked";

    /// <summary>Lets the run go on. Downloads given up while it stood still are tried again: with the parking gone nothing else would remember them.</summary>
    public static Run Resume(this Run run)
    {
        var next = run with { State = RunState.Running, Parking = null, Reason = null, HeldBackReason = null, EndedAt = null };
        foreach (var segment in run.Segments)
        {
            if (segment.Current is { DownloadGivenUp: true } or { LeftAlone: true })
            {
                next = next.With(segment.Current with { DownloadGivenUp = false, DownloadFailures = 0, DiskFailures = 0, NotBefore = null, LeftAlone = false });
            }
        }

        return next;
    }

    /// <summary>Ends the run as failed; what other attempts hold or still have to fetch goes on. A run that has already ended keeps its end.</summary>
    public static Run Fail(this Run run, string reason, DateTimeOffset now) =>
        run.HasEnded ? run : run.LookForDeferred(now) with { State = RunState.Failed, Reason = reason, EndedAt = now, WaitingSince = null, Parking = null };
}
