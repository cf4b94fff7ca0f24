namespace ChainForge.Runs;

/// <summary>What a person may say to a run.</summary>
public static class OperatorTransitions
{
    /// <summary>Stops spending. What the provider already works on is still collected, because it is paid for.</summary>
    public static Transition Cancelled(this Run run, DateTimeOffset now)
    {
        if (run.HasEnded)
        {
            throw new IllegalTransitionException($"run {run.Id} has already ended: it is {Word(run.State)}");
        }

        // A request that certainly was not taken is simply dropped; one that may have been is looked for on, and keeps its credits reserved.
        var dropped = run.LookForDeferred(now);
        foreach (var segment in dropped.Segments)
        {
            if (segment.Current is { State: AttemptState.Deferred } deferred)
            {
                dropped = dropped.With(deferred with { State = AttemptState.Abandoned });
            }
        }

        return new Transition(
            dropped with { State = RunState.Cancelled, Reason = "You cancelled it; everything paid for is kept.", EndedAt = now, WaitingSince = null, Parking = null },
            "cancelled");
    }

    /// <summary>Takes up a run that stands still: asks, fetches, submits and stitches again from where it is.</summary>
    public static Transition? Retried(this Run run, decimal maxCredits, DateTimeOffset now)
    {
        if (run.State == RunState.Completed)
        {
            throw new IllegalTransitionException($"run {run.Id} is completed; there is nothing to retry");
        }

        if (run.State == RunState.Running)
        {
            return null;
        }

        if (run.Parking is { Cause: ParkingCause.OutcomeUnknown or ParkingCause.Ambiguous })
        {
            throw new IllegalTransitionException(
                $"run {run.Id} does not know whether a paid request was taken: say `adopt {run.Id} JOBID`, or `resubmit {run.Id}`, which pays again");
        }

        if (run.Parking is { Cause: ParkingCause.OutputsGone })
        {
            throw new IllegalTransitionException($"the outputs were removed at the provider: only `resubmit {run.Id}` makes the clip again, and pays again");
        }

        var next = run.Resume() with { MaxCredits = maxCredits, StitchFailures = 0, PreparationFailures = 0, PrepareAfter = null };
        foreach (var segment in next.Segments)
        {
            next = segment.Current switch
            {
                { State: AttemptState.Accepted } attempt => next.With(attempt with { AskedSince = now, NotFoundCount = 0, NotFoundAt = null }),
                { State: AttemptState.Generated } attempt => next.With(attempt with { DownloadFailures = 0, DiskFailures = 0, NotBefore = null }),
                _ => next,
            };
        }

        return new Transition(next, "taken up again");
    }

    /// <summary>Pays again for the attempt that the run is parked for.</summary>
    public static Transition Resubmitted(this Run run)
    {
        var attempt = run.RequireParked(Answer.Resubmit);
        return new Transition(
            run.GiveUp(attempt).Resume(),
            $"{run.NameOf(attempt.Id)}: to be submitted again, and paid again, on your word",
            attempt.Id);
    }

    /// <summary>Gives the missing attempt up and ends the run; everything else is kept.</summary>
    public static Transition Abandoned(this Run run, DateTimeOffset now)
    {
        var attempt = run.RequireParked(Answer.Abandon);
        return new Transition(
            run.GiveUp(attempt) with
            {
                State = RunState.Cancelled,
                Parking = null,
                EndedAt = now,
                Reason = $"{run.NameOf(attempt.Id)} was given up by you; everything else is kept.",
            },
            $"{run.NameOf(attempt.Id)}: given up",
            attempt.Id);
    }

    /// <summary>Takes a job of the account as the one whose answer was lost. That it exists and is nobody else's has been checked.</summary>
    public static Transition Adopted(this Run run, string jobId, DateTimeOffset now)
    {
        var attempt = run.RequireParked(Answer.Adopt);
        var adopted = run.Accepted(attempt.Id, jobId, now)!;
        return adopted with
        {
            Run = adopted.Run.With(adopted.Run.Attempt(attempt.Id) with { Adopted = true, FoundInList = false }),
            Event = $"{run.NameOf(attempt.Id)}: job {jobId} adopted on your word",
        };
    }

    /// <summary>The word that the CLI, the API and the pages use for a state.</summary>
    public static string Word(RunState state) => state switch
    {
        RunState.Running => "running",
        RunState.Parked => "parked",
        RunState.Completed => "completed",
        RunState.Failed => "failed",
        _ => "cancelled",
    };

    // Where a whole search found nothing, its credits are released; where a job is known or suspected, or nobody could look, they may still be billed.
    private static Run GiveUp(this Run run, Attempt attempt) => run.With(attempt with
    {
        State = AttemptState.Abandoned,
        MayBeBilled = attempt.Spent == 0 && (attempt.JobId is not null || !attempt.SearchedWhole || run.Parking!.Candidates.Count > 0),
    });

    private static Attempt RequireParked(this Run run, string answer) =>
        run is { State: RunState.Parked, Parking.AttemptId: { } attemptId } && Answers.Allow(run, answer)
            ? run.Attempt(attemptId)
            : throw new IllegalTransitionException($"run {run.Id} is {Word(run.State)}{(run.Parking is { } p ? $" ({p.Cause})" : "")}: `{answer}` is no answer to it");
}
