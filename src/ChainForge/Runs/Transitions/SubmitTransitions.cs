using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>The paid request: intent first, one POST, and an outcome that may be "don't know".</summary>
public static class SubmitTransitions
{
    /// <summary>Writes the intent to send the request for a segment, or why it can't be sent now.</summary>
    /// <returns>The intent; or the run parked for its budget; or the run waiting for a place. Null when it already waits.</returns>
    /// <exception cref="IllegalTransitionException">The segment does not want to be submitted now: somebody else was faster.</exception>
    public static Transition? SubmitIntended(this Run run, int index, SubmitIntent intent, AccountTotals totals, int maxInFlight, DateTimeOffset now)
    {
        if (!NextSteps.Of(run, now).Any(step => step is Step.Submit submit && submit.Segment == index))
        {
            throw new IllegalTransitionException($"segment {index + 1} of run {run.Id} is not to be submitted now");
        }

        var segment = run.Segments[index];
        var deferred = segment.Current is { State: AttemptState.Deferred } current ? current : null;
        var needed = Math.Max(0, intent.ExpectedCredits - (deferred?.HeldForItself ?? 0));
        if (run.Spent + run.Reserved + needed > run.MaxCredits)
        {
            return new Transition(
                run.Park(
                    ParkingCause.Budget,
                    $"{run.Name(segment)} would cost {needed:0.##} credits; {run.Spent + run.Reserved:0.##} of {run.MaxCredits:0.##} are spent or reserved. "
                    + "Everything made so far is kept. Raise budget.maxCredits in the chain and say `chainforge retry`, or say it with --max-credits; or cancel.",
                    attemptId: null),
                $"parked: {run.Name(segment)} does not fit the budget");
        }

        // First come, first served: nobody passes a run that has been waiting for longer. What kept its place does not wait for it.
        if (deferred is not { IsInFlight: true } && totals.InFlight + totals.WaitingBefore >= maxInFlight)
        {
            return run.WaitingSince is null
                ? new Transition(run with { WaitingSince = now, HeldBackReason = null }, $"{run.Name(segment)} waits: {totals.InFlight} of {maxInFlight} places at the provider are taken")
                : null;
        }

        // What was sent before, and may turn up yet, is newer than the first mark: what is looked for, is looked for from there.
        var before = deferred is { MayBeTaken: true } ? deferred : null;
        var attempt = new Attempt
        {
            Id = deferred?.Id ?? $"{index + 1:00}-{segment.Attempts.Length + 1}",
            State = AttemptState.Intended,
            Asked = intent.Asked,
            ExpectedCredits = intent.ExpectedCredits,
            IntendedAt = now,
            FirstIntendedAt = before is null ? null : before.FirstIntendedAt ?? before.IntendedAt,
            SendBefore = intent.SendBefore,
            AnswerBefore = intent.AnswerBefore,
            Owner = intent.Owner,
            NewestJobBefore = before is null ? intent.NewestJobBefore : before.NewestJobBefore,
            JobsListKnown = before is null ? intent.JobsListKnown : before.JobsListKnown,
            TimesNotSent = deferred?.TimesNotSent ?? 0,
            ServerErrorResends = before?.ServerErrorResends ?? 0,
            OtherJobs = deferred?.OtherJobs ?? [],
        };
        var next = deferred is null
            ? run.With(segment with { Attempts = segment.Attempts.Add(attempt) })
            : run.With(attempt);
        return new Transition(
            next with { WaitingSince = null, HeldBackUntil = null, HeldBackReason = null, PreparationFailures = 0, PrepareAfter = null },
            $"{run.Name(segment)}: about to submit, {intent.ExpectedCredits:0.##} credits reserved",
            attempt.Id,
            intent.WebhookTokenHash);
    }

    /// <summary>The run, if the attempt still is as it was when it was sent: an answer belongs to the request that it answers, not to a later one of the same attempt.</summary>
    /// <exception cref="IllegalTransitionException">It was intended anew since, so what became of that request is written down already.</exception>
    public static Run AsSent(this Run run, Attempt sent)
    {
        var attempt = run.Attempt(sent.Id);
        return attempt.IsSameIntent(sent)
            ? run
            : throw new IllegalTransitionException($"attempt {sent.Id} of run {run.Id} was intended anew since, by {attempt.Owner}");
    }

    /// <summary>The provider took it: its answer says so, or a call that knows the token. Null when that was known.</summary>
    public static Transition? Accepted(this Run run, string attemptId, string jobId, DateTimeOffset now)
    {
        var attempt = run.Attempt(attemptId);
        if (attempt.JobId == jobId)
        {
            // A webhook or the jobs list may have told it first; what was a guess is certain now.
            return attempt is { FoundInList: false, Adopted: false }
                ? null
                : new Transition(
                    run.With(attempt with { FoundInList = false, Adopted = false }), $"{run.NameOf(attemptId)}: job {jobId} is its own, says the provider", attemptId);
        }

        if (!attempt.LacksJob)
        {
            throw new IllegalTransitionException($"attempt {attemptId} of run {run.Id} is {attempt.State}");
        }

        var accepted = run.With(attempt with
        {
            State = AttemptState.Accepted,
            JobId = jobId,
            OtherJobs = attempt.OtherJobs.RemoveAll(other => other.JobId == jobId),
            AcceptedAt = now,
            AskedSince = now,
            UnknownSince = null,
            NotBefore = null,
            Failure = null,
            LeftAlone = false,
        });
        return new Transition(
            (accepted with { WaitingSince = null, HeldBackUntil = null, HeldBackReason = null }).Unpark(attemptId),
            $"{run.NameOf(attemptId)}: accepted as job {jobId}",
            attemptId);
    }

    /// <summary>An answer, or a call, names a job for an attempt that has another one, or that was given up: an alarm in the history, and the job is known from now on, so that nobody takes it for his own.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="jobId">The job that was named.</param>
    /// <param name="owner">The run that the job belongs to already; null when it is nobody's, and may be billed beside the attempt's own.</param>
    /// <param name="listed">Whether it was found in the jobs list, and not named by the provider.</param>
    /// <returns>Null when it is the attempt's own job, or was told before.</returns>
    public static Transition? OtherJobNamed(this Run run, string attemptId, string jobId, string? owner, bool listed = false)
    {
        var attempt = run.Attempt(attemptId);
        if (attempt.LacksJob)
        {
            throw new IllegalTransitionException($"attempt {attemptId} of run {run.Id} has no job yet");
        }

        if (attempt.JobId == jobId || attempt.OtherJobs.Any(other => other.JobId == jobId))
        {
            return null;
        }

        var has = attempt.JobId is null ? "it was given up" : $"it has job {attempt.JobId}";
        var whose = owner is null ? $"it may have cost {attempt.ExpectedCredits:0.##} credits, which stay reserved; look at your account" : $"that job belongs to run {owner}";
        var named = listed ? $"it was sent more than once, and job {jobId}, which is nobody's, is listed" : $"the provider named job {jobId} for it";

        // Credits that were held because nobody knew its job are held for that job from now on, not beside it.
        var settled = owner is not null ? attempt
            : attempt is { State: AttemptState.Abandoned, JobId: null, MayBeBilled: true } ? attempt with { MayBeBilled = false }
            : attempt with { UnseenTwins = Math.Max(0, attempt.UnseenTwins - 1) };
        return new Transition(
            run.With(settled with { OtherJobs = attempt.OtherJobs.Add(new OtherJob(jobId, MayBeBilled: owner is null)) }),
            $"ALARM: {run.NameOf(attemptId)}: {named}, but {has}; {whose}",
            attemptId);
    }

    /// <summary>The provider turned it away for good: the reservation is released and the run fails with the provider's reason.</summary>
    public static Transition Refused(this Run run, string attemptId, ProviderFailure failure, DateTimeOffset now)
    {
        var attempt = run.Require(attemptId, AttemptState.Intended);
        if (attempt.WasSentBefore)
        {
            return new Transition(
                run.With(attempt.LookFor(now) with { Failure = failure.ToString() }).Fail(
                    $"{run.NameOf(attemptId)} was refused when it was sent again: {failure}. The first request, which was answered with an error, may have been taken: it is looked for, "
                    + $"and its {attempt.ExpectedCredits:0.##} credits stay reserved. The {run.Done} clips before it are kept. Mend the cause, then `chainforge retry`.", now),
                $"{run.NameOf(attemptId)}: refused: {failure}; looking for what was sent before",
                attemptId);
        }

        var reason = $"{run.NameOf(attemptId)} was refused: {failure}. Nothing was billed for it; the {run.Done} clips before it are kept. "
            + "Mend the cause, then `chainforge retry`.";
        return new Transition(
            run.With(attempt with { State = AttemptState.Refused, Failure = failure.ToString() }).Fail(reason, now),
            $"{run.NameOf(attemptId)}: refused: {failure}",
            attemptId);
    }

    /// <summary>It certainly was not taken; the same attempt is sent again after a while and keeps its reservation.</summary>
    public static Transition NotSent(this Run run, string attemptId, ProviderFailure failure, DateTimeOffset now)
    {
        var attempt = run.Require(attemptId, AttemptState.Intended);
        if (run.HasEnded)
        {
            // Nobody will send it again: it holds nothing back, unless it was sent before.
            return new Transition(
                attempt.WasSentBefore
                    ? run.With(attempt with { State = AttemptState.Deferred, Failure = failure.ToString() }).LookForDeferred(now)
                    : run.With(attempt with { State = AttemptState.Abandoned, Failure = failure.ToString() }),
                $"{run.NameOf(attemptId)}: not sent ({failure})",
                attemptId);
        }

        var wait = failure.RetryAfter ?? BackOff.After(attempt.TimesNotSent);
        var deferred = run.With(attempt with
        {
            State = AttemptState.Deferred,
            TimesNotSent = attempt.TimesNotSent + 1,
            NotBefore = now + wait,
            Failure = failure.ToString(),
        });
        return new Transition(
            failure.Kind == ProviderFailureKind.Unauthorized ? deferred with { HeldBackReason = failure.ToString() } : deferred,
            $"{run.NameOf(attemptId)}: not sent ({failure}), again in {wait.TotalSeconds:0} s",
            attemptId);
    }

    /// <summary>Nobody knows whether it was taken: from now on it is looked for, and not sent again by itself.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="why">For a person: what became of the answer.</param>
    /// <param name="now">The time.</param>
    /// <param name="serverError">Whether the provider answered, with an error of its own: then <see cref="ServerErrorTransitions"/> may decide otherwise.</param>
    /// <param name="retryAfter">How long that answer asked to wait before it is sent again; null when it did not.</param>
    public static Transition OutcomeUnknown(
        this Run run, string attemptId, string why, DateTimeOffset now, bool serverError = false, TimeSpan? retryAfter = null)
    {
        var attempt = run.Require(attemptId, AttemptState.Intended);
        return new Transition(
            run.With(attempt with { State = AttemptState.Unknown, UnknownSince = now, Failure = why, ServerError = serverError, NotBefore = now + retryAfter }),
            $"{run.NameOf(attemptId)}: outcome unknown ({why}); looking for it",
            attemptId)
        {
            LosesOutcome = true,
        };
    }

    /// <summary>It was looked for long enough, or too much was found: a person has to say.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="candidates">Jobs that may be it.</param>
    /// <param name="searchedWhole">Whether the jobs list was read whole, so that finding nothing means something.</param>
    /// <param name="doubtful">Jobs that belong to other attempts, but only on a person's word or by a search: one of them may be it all the same.</param>
    public static Transition NotFound(this Run run, string attemptId, IReadOnlyList<string> candidates, bool searchedWhole, params IReadOnlyList<string> doubtful)
    {
        var attempt = run.Require(attemptId, AttemptState.Unknown);

        // What was sent more than once may be several of them.
        var twins = searchedWhole ? Math.Min(attempt.ServerErrorResends, Math.Max(0, candidates.Count - 1)) : attempt.ServerErrorResends;
        var cost = $"It may have cost {(1 + twins) * attempt.ExpectedCredits:0.##} credits. Everything made before it is kept.";
        var name = run.NameOf(attemptId);
        var parked = candidates.Count == 0
            ? run.Park(
                ParkingCause.OutcomeUnknown,
                $"The request for {name} was sent but its answer was lost ({attempt.Failure}), and no job of it was found. {cost} "
                + (doubtful.Count == 0 ? "" : $"It may be one that was taken for another request without proof: {string.Join(", ", doubtful)}. ")
                + "Look at your account: `adopt` the job if it is there, else `resubmit` (pays again) or `cancel`.",
                attemptId)
            : run.Park(
                ParkingCause.Ambiguous,
                $"The request for {name} was sent but its answer was lost ({attempt.Failure}); {candidates.Count} jobs may be it: {string.Join(", ", candidates)}. {cost} "
                + "Say `adopt` with the right one, else `resubmit` (pays again) or `cancel`.",
                attemptId,
                candidates);
        return new Transition(
            parked.With(parked.Attempt(attemptId) with { SearchedWhole = searchedWhole && doubtful.Count == 0, UnseenTwins = twins }), $"{run.Parks()}: {name} was not found at the provider", attemptId);
    }

    /// <summary>A parked run goes on when what it was parked for has been answered.</summary>
    internal static Run Unpark(this Run run, string attemptId) =>
        run.State == RunState.Parked && run.Parking?.AttemptId == attemptId
            ? run.Resume()
            : run;
}
