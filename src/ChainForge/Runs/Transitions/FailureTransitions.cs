using System.Globalization;
using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>What becomes of a run when the provider gives a job up; <see cref="GenerationFailurePolicy"/> says which way.</summary>
public static class FailureTransitions
{
    /// <summary>Wait before a new attempt: the provider's trouble is seldom over at once. Doubled for the second.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>The provider could not generate it: a new attempt where that costs nothing and helps, else the run fails with the provider's words and keeps everything paid for.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="failure">The provider's words.</param>
    /// <param name="creditsUsed">What it says the job cost; null when it does not say.</param>
    /// <param name="now">The time.</param>
    /// <param name="maxRepeats">How often a segment may be tried again without a person.</param>
    public static Transition? GenerationFailed(
        this Run run, string attemptId, ProviderFailure failure, decimal? creditsUsed, DateTimeOffset now, int maxRepeats = 0)
    {
        if (run.Attempt(attemptId).State == AttemptState.Failed)
        {
            return null;
        }

        var attempt = run.Require(attemptId, AttemptState.Accepted);
        var failed = attempt with { State = AttemptState.Failed, Failure = failure.ToString(), Spent = Math.Max(0, creditsUsed ?? 0), MayBeBilled = creditsUsed is null, LeftAlone = false };
        var verdict = GenerationFailurePolicy.Of(failure, creditsUsed);
        var repeats = run.SegmentOf(attemptId).Attempts.Count(other => other.RepeatsByItself);

        // Late news of a job that the run was parked for lets it go on; a run that stands for something else stands on, and tries again when it goes on.
        var next = run.With(failed).Unpark(attemptId);
        if (verdict == FailureVerdict.TryAgain && !attempt.Adopted && repeats < maxRepeats && !run.HasEnded && next.FitsEvenIfBilled(attempt.ExpectedCredits))
        {
            var wait = Rest * (repeats + 1);
            return new Transition(
                next.With(failed with { RepeatsByItself = true, NotBefore = now + wait }),
                $"{run.NameOf(attemptId)}: generation failed: {failure}; the provider reports 0 credits for it and trouble of its own, so a new attempt is made in {wait.TotalSeconds:0} s ({repeats + 1} of {maxRepeats})",
                attemptId);
        }

        return new Transition(
            run.With(failed).Fail(
                $"{run.NameOf(attemptId)} could not be generated: {failure}. {Cost(creditsUsed)} {Advice(verdict, repeats)} The {run.Segments.Count(s => s.IsGenerated)} clips before it are kept.", now),
            $"{run.NameOf(attemptId)}: generation failed: {failure}",
            attemptId);
    }

    /// <summary>The provider, asked again about a job that it gave up, has another answer than before: it is billed after all, or nobody can say. Nothing is tried again by itself.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attemptId">The failed attempt.</param>
    /// <param name="creditsUsed">What it is said to cost now; null when that is not known.</param>
    /// <param name="why">What the provider says now, for a person.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null when nothing is new. What was reserved because nobody knew is settled by a figure.</returns>
    public static Transition? FailureReviewed(this Run run, string attemptId, decimal? creditsUsed, string why, DateTimeOffset now)
    {
        var attempt = run.Require(attemptId, AttemptState.Failed);
        var billed = creditsUsed > attempt.Spent;
        var stops = attempt.RepeatsByItself && run.SegmentOf(attemptId).Current == attempt && !run.HasEnded;
        var settled = attempt.MayBeBilled && creditsUsed is not null;
        if (!billed && !settled && (!stops || creditsUsed is not null))
        {
            return null;
        }

        var changed = run.With(attempt with { Spent = billed ? creditsUsed!.Value : attempt.Spent, MayBeBilled = creditsUsed is null, RepeatsByItself = attempt.RepeatsByItself && !stops, NotBefore = null });
        var alarm = settled
            ? string.Create(CultureInfo.InvariantCulture, $"{run.NameOf(attemptId)}: the provider now says that its failed job {attempt.JobId} cost {creditsUsed:0.##} credits")
            : billed
            ? string.Create(CultureInfo.InvariantCulture, $"ALARM: {run.NameOf(attemptId)}: job {attempt.JobId} failed and was reported with {attempt.Spent:0.##} credits; now the provider shows {creditsUsed:0.##}; look at your account")
            : $"{run.NameOf(attemptId)}: no new attempt by itself: {why}";
        return new Transition(
            stops ? changed.Fail($"{run.NameOf(attemptId)} could not be generated, and was not tried again by itself: {why}. Everything made before it is kept; `chainforge retry` makes a new attempt.", now) : changed,
            alarm,
            attemptId);
    }

    /// <summary>A job that had failed goes on, or has ended well after all: it is asked for again, and nothing is paid anew. Null when another attempt took its place.</summary>
    public static Transition? FailureTakenBack(this Run run, string attemptId, DateTimeOffset now)
    {
        var attempt = run.Require(attemptId, AttemptState.Failed);
        return run.SegmentOf(attemptId).Current != attempt
            ? null
            : new Transition(
                run.With(attempt with { State = AttemptState.Accepted, AskedSince = now, Spent = 0, MayBeBilled = false, RepeatsByItself = false, NotBefore = null, Failure = null }),
                $"{run.NameOf(attemptId)}: the provider no longer says that job {attempt.JobId} failed; it is waited for again",
                attemptId);
    }

    // The last line of the maker's purse: were every "0 credits" a mistake, the run would still keep to its cap.
    private static bool FitsEvenIfBilled(this Run run, decimal credits)
    {
        var saidToBeFree = run.Segments.SelectMany(segment => segment.Attempts)
            .Where(attempt => attempt is { State: AttemptState.Failed, Spent: 0, MayBeBilled: false })
            .Sum(attempt => attempt.ExpectedCredits);
        return run.Spent + run.Reserved + saidToBeFree + credits <= run.MaxCredits;
    }

    private static string Cost(decimal? creditsUsed) => creditsUsed switch
    {
        > 0 => $"The provider took {creditsUsed:0.##} credits for it.",
        0 => "The provider reports 0 credits for it.",
        _ => "The provider does not say whether it took credits for it, so they stay reserved; look at your account.",
    };

    private static string Advice(FailureVerdict verdict, int repeats) => verdict switch
    {
        FailureVerdict.ContentRefused => "It is about what was asked for: change the prompt or the picture in the chain and run it anew; `chainforge retry` would ask for the same again.",
        FailureVerdict.InputUnusable => "It is about the request or what it starts from: look at the prompt, the pictures and their addresses, then `chainforge retry`, or change the chain and run it anew.",
        FailureVerdict.TooFewCredits => "Top up the account, then `chainforge retry`.",
        FailureVerdict.TryAgain when repeats > 0 => $"It was tried again {repeats} times by itself; `chainforge retry` makes one more attempt.",
        _ => "`chainforge retry` makes a new attempt, which may be paid again.",
    };
}
