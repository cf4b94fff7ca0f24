namespace ChainForge.Runs;

/// <summary>The end of a run.</summary>
public static class StitchTransitions
{
    /// <summary>The video is there.</summary>
    public static Transition? Completed(this Run run, FinishedVideo video, DateTimeOffset now)
    {
        if (run.State == RunState.Completed)
        {
            return null;
        }

        if (run.State != RunState.Running || run.Done != run.Segments.Length)
        {
            throw new IllegalTransitionException($"run {run.Id} is {run.State} with {run.Done} of {run.Segments.Length} clips");
        }

        return new Transition(
            run with { State = RunState.Completed, Video = video, EndedAt = now, Reason = null },
            $"completed: {video.Seconds:0.00} s, {video.Frames} frames, {run.Spent:0.##} credits");
    }

    /// <summary>The clips are all here, but could not be joined.</summary>
    public static Transition? StitchFailed(this Run run, string why, DateTimeOffset now) =>
        run.State != RunState.Running
            ? null
            : new Transition(
                (run with { StitchFailures = run.StitchFailures + 1 }).Fail(
                    $"The clips could not be stitched: {why} All {run.Done} clips are kept and nothing has to be paid again; `chainforge retry` stitches again.", now),
                $"stitching failed: {why}");
}
