using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>Fetching what was paid for.</summary>
public static class DownloadTransitions
{
    /// <summary>Tries before a person is asked.</summary>
    private const int MaxFailures = 6;

    /// <summary>The clip is on disk, whole and probed.</summary>
    public static Transition? Downloaded(this Run run, string attemptId, Take take)
    {
        if (run.Attempt(attemptId).State == AttemptState.Downloaded)
        {
            return null;
        }

        var attempt = run.Require(attemptId, AttemptState.Generated);
        return new Transition(
            run.With(attempt with { State = AttemptState.Downloaded, Take = take, NotBefore = null, DownloadFailures = 0, DiskFailures = 0, Failure = null }),
            $"{run.NameOf(attemptId)}: clip is here ({take.Frames} frames, {take.Width}x{take.Height}, {take.Bytes / 1048576.0:0.0} MB)",
            attemptId);
    }

    /// <summary>It could not be fetched this time.</summary>
    public static Transition? DownloadFailed(this Run run, string attemptId, ProviderFailure failure, DateTimeOffset now)
    {
        if (run.Attempt(attemptId).State != AttemptState.Generated)
        {
            return null;
        }

        var attempt = run.Attempt(attemptId);
        var failures = attempt.DownloadFailures + 1;
        var unsafeAddress = failure.Kind == ProviderFailureKind.UnsafeAddress;
        if (!unsafeAddress && failures < MaxFailures)
        {
            var wait = failure.RetryAfter ?? BackOff.After(attempt.DownloadFailures);
            return new Transition(
                run.With(attempt with { DownloadFailures = failures, NotBefore = now + wait, Failure = failure.ToString() }),
                $"{run.NameOf(attemptId)}: download failed ({failure}), again in {wait.TotalSeconds:0} s",
                attemptId);
        }

        var given = run.With(attempt with { DownloadFailures = failures, DownloadGivenUp = true, Failure = failure.ToString() });
        var message = $"The clip of {run.NameOf(attemptId)} (job {attempt.JobId}, {attempt.Spent:0.##} credits, paid) could not be fetched: {failure}. "
            + "It may still be in your account. `retry` tries again; `resubmit` makes it anew and pays again.";
        return new Transition(
            given.Park(unsafeAddress ? ParkingCause.UnsafeAddress : ParkingCause.DownloadFailed, message, attemptId),
            $"{run.Parks()}: the clip of {run.NameOf(attemptId)} could not be fetched: {failure}",
            attemptId);
    }
}
