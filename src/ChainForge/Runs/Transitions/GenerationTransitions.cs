using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>What becomes of a job that was accepted.</summary>
public static class GenerationTransitions
{
    /// <summary>The clip is made and billed: what was reserved becomes what was spent.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="creditsUsed">What the provider says it cost; null: what was expected.</param>
    /// <param name="hasLastFrame">Whether it offers its last frame as a picture.</param>
    /// <param name="now">The time.</param>
    public static Transition? Generated(this Run run, string attemptId, decimal? creditsUsed, bool hasLastFrame, DateTimeOffset now)
    {
        if (run.Attempt(attemptId).State is AttemptState.Generated or AttemptState.Downloaded)
        {
            return null;
        }

        var attempt = run.Require(attemptId, AttemptState.Accepted);
        // Never less than nothing: a bill that went down would let the budget grow.
        var spent = Math.Max(0, creditsUsed ?? attempt.ExpectedCredits);
        return new Transition(
            run.With(attempt with
            {
                State = AttemptState.Generated,
                GeneratedAt = now,
                Spent = spent,
                MayBeBilled = false,
                HasLastFrameAtProvider = hasLastFrame,
                NotFoundCount = 0,
                NotFoundAt = null,
                LeftAlone = false,
            }).Unpark(attemptId),
            $"{run.NameOf(attemptId)}: generated, {spent:0.##} credits",
            attemptId);
    }

    /// <summary>The provider's picture of the last frame cannot be fetched: it will be cut from the clip instead.</summary>
    public static Transition? LastFrameUnusable(this Run run, string attemptId, string why)
    {
        var attempt = run.Require(attemptId, AttemptState.Generated, AttemptState.Downloaded);
        return attempt.HasLastFrameAtProvider
            ? new Transition(
                run.With(attempt with { HasLastFrameAtProvider = false }),
                $"{run.NameOf(attemptId)}: the provider's last frame cannot be used ({why}); it will be cut from the clip",
                attemptId)
            : null;
    }

    /// <summary>The provider does not know the job. It must say so three times, a minute apart, before it counts.</summary>
    public static Transition? JobNotFound(this Run run, string attemptId, DateTimeOffset now)
    {
        var attempt = run.Require(attemptId, AttemptState.Accepted);
        if (attempt.NotFoundAt is { } last && now - last < TimeSpan.FromMinutes(1))
        {
            return null;
        }

        var next = run.With(attempt with { NotFoundCount = attempt.NotFoundCount + 1, NotFoundAt = now });
        return attempt.NotFoundCount < 2
            ? new Transition(next, $"{run.NameOf(attemptId)}: the provider does not know job {attempt.JobId} ({attempt.NotFoundCount + 1} of 3)", attemptId)
            : new Transition(
                next.Park(
                    ParkingCause.LostByProvider,
                    $"The provider no longer knows job {attempt.JobId} of {run.NameOf(attemptId)}; it may have cost {attempt.ExpectedCredits:0.##} credits. "
                    + "Everything made before it is kept. `retry` asks again, `resubmit` pays again.",
                    attemptId),
                $"{run.Parks()}: the provider lost job {attempt.JobId}",
                attemptId);
    }

    /// <summary>The provider knows the job after all: what it said before was a blip, and counts no more. Null when it said nothing of the kind.</summary>
    public static Transition? JobKnownAgain(this Run run, string attemptId)
    {
        var attempt = run.Require(attemptId, AttemptState.Accepted);
        return attempt.NotFoundCount == 0
            ? null
            : new Transition(
                run.With(attempt with { NotFoundCount = 0, NotFoundAt = null }),
                $"{run.NameOf(attemptId)}: the provider knows job {attempt.JobId} again",
                attemptId);
    }

    /// <summary>The job's outputs were removed before they were fetched.</summary>
    public static Transition OutputsGone(this Run run, string attemptId)
    {
        var attempt = run.Require(attemptId, AttemptState.Accepted, AttemptState.Generated);
        return new Transition(
            run.With(attempt with { DownloadGivenUp = true }).Park(
                ParkingCause.OutputsGone,
                $"The outputs of job {attempt.JobId} of {run.NameOf(attemptId)} have been removed at the provider (`cleaned`) before they were fetched. "
                + $"It cost {(attempt.Spent > 0 ? attempt.Spent : attempt.ExpectedCredits):0.##} credits. `resubmit` makes it again and pays again.",
                attemptId),
            $"{run.Parks()}: the outputs of job {attempt.JobId} are gone",
            attemptId);
    }

    /// <summary>The provider answers with a state that nobody knows.</summary>
    public static Transition UnknownStatus(this Run run, string attemptId, string status)
    {
        var attempt = run.Require(attemptId, AttemptState.Accepted);
        return new Transition(
            run.Park(
                ParkingCause.UnknownStatus,
                $"The provider says that job {attempt.JobId} of {run.NameOf(attemptId)} is \"{status}\", a state that this version does not know. "
                + $"{attempt.ExpectedCredits:0.##} credits stay reserved. `retry` asks again.",
                attemptId),
            $"{run.Parks()}: job {attempt.JobId} has the unknown state \"{status}\"",
            attemptId);
    }

    /// <summary>The job does not end.</summary>
    public static Transition TimedOut(this Run run, string attemptId, TimeSpan timeout)
    {
        var attempt = run.Require(attemptId, AttemptState.Accepted);
        return new Transition(
            run.Park(
                ParkingCause.Timeout,
                $"Job {attempt.JobId} of {run.NameOf(attemptId)} has not ended in {timeout.TotalMinutes:0.#} minutes; it may have cost {attempt.ExpectedCredits:0.##} credits. "
                + "Everything made before it is kept. `retry` waits on, `resubmit` pays again.",
                attemptId),
            $"{run.Parks()}: job {attempt.JobId} has not ended in {timeout.TotalMinutes:0.#} minutes",
            attemptId);
    }
}
