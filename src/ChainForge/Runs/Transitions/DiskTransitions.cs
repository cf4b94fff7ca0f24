namespace ChainForge.Runs;

/// <summary>What is held back because something here, not at the provider, has to be put right first.</summary>
public static class DiskTransitions
{
    /// <summary>Tries to write a clip before a person is asked: with the waits below about two hours.</summary>
    private const int MaxFailures = 30;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>The segment could be submitted, but must not be now. Nothing is sent; it is tried again by itself, and said once for each reason.</summary>
    public static Transition? HeldBackFor(this Run run, int index, string why) =>
        run.HeldBackReason == why || !run.WantsSubmit(index)
            ? null
            : new Transition(run with { HeldBackReason = why, WaitingSince = null }, $"{run.Name(run.Segments[index])} is not submitted: {why}");

    /// <summary>The clip is at the provider, but could not be written here. That says nothing of the provider: its tries stay as they are.</summary>
    public static Transition? ClipNotWritten(this Run run, string attemptId, string why, DateTimeOffset now)
    {
        var attempt = run.Attempt(attemptId);
        if (attempt.State != AttemptState.Generated)
        {
            return null;
        }

        var failures = attempt.DiskFailures + 1;
        var next = attempt with { DiskFailures = failures, Failure = $"the clip could not be written: {why}" };
        if (failures >= MaxFailures)
        {
            return new Transition(
                run.With(next with { DownloadGivenUp = true }).Park(
                    ParkingCause.Disk,
                    $"The clip of {run.NameOf(attemptId)} (job {attempt.JobId}, {attempt.Spent:0.##} credits, paid) could not be written here {failures} times: {why}. "
                    + "It is still in your account, but not for ever. Make room or mend the disk, then `retry`; nothing is paid again.",
                    attemptId),
                $"{run.Parks()}: the clip of {run.NameOf(attemptId)} could not be written: {why}",
                attemptId);
        }

        var wait = attempt.DiskFailures < 5 ? BackOff.After(attempt.DiskFailures) : LongestWait;
        return new Transition(
            run.With(next with { NotBefore = now + wait }),
            $"{run.NameOf(attemptId)}: the clip could not be written ({why}), again in {wait.TotalSeconds:0} s",
            attemptId);
    }

    private static bool WantsSubmit(this Run run, int index) =>
        run.State == RunState.Running && run.Segments.FirstOrDefault(segment => !segment.IsGenerated)?.Index == index;
}
