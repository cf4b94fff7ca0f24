namespace ChainForge.Runs;

/// <summary>What a segment should start from cannot be had.</summary>
public static class InputTransitions
{
    /// <summary>The run fails before anything is sent for the segment; null when another server has it on its way already.</summary>
    public static Transition? InputUnavailable(this Run run, int index, string why, DateTimeOffset now) =>
        !NextSteps.Of(run, now).Contains(new Step.Submit(index))
            ? null
            : new Transition(
                run.Fail($"{run.Name(run.Segments[index])} was not submitted: {why}. Nothing was spent on it; everything before it is kept. Mend the cause, then `chainforge retry`.", now),
                $"{run.Name(run.Segments[index])}: not submitted: {why}");

    /// <summary>A clip that was here is missing or was changed: it is fetched again, which costs nothing.</summary>
    public static Transition? TakeLost(this Run run, string attemptId, string why)
    {
        var attempt = run.Attempt(attemptId);
        return attempt.State != AttemptState.Downloaded
            ? null
            : new Transition(
                run.With(attempt with { State = AttemptState.Generated, Take = null }),
                $"{run.NameOf(attemptId)}: {why}; it will be fetched again",
                attemptId);
    }
}
