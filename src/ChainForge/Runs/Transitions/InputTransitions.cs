using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>What a segment should start from cannot be had.</summary>
public static class InputTransitions
{
    /// <summary>Tries before a person is asked: with the back-off of <see cref="BackOff"/> a quarter of an hour.</summary>
    private const int MaxPreparations = 18;

    /// <summary>Something that costs nothing failed this time: an upload, a look at the job before. It is tried again, then the run parks.</summary>
    public static Transition? PreparationFailed(this Run run, int index, ProviderFailure failure, DateTimeOffset now)
    {
        if (!NextSteps.Of(run, now).Contains(new Step.Submit(index)))
        {
            return null;
        }

        var name = run.Name(run.Segments[index]);
        var failures = run.PreparationFailures + 1;
        if (failures >= MaxPreparations)
        {
            return new Transition(
                run.Park(
                    ParkingCause.Preparation,
                    $"{name} could not be prepared {failures} times: {failure}. Nothing was sent or spent for it; everything before it is kept. `retry` tries again.",
                    attemptId: null),
                $"parked: {name} could not be prepared: {failure}");
        }

        var wait = failure.RetryAfter ?? BackOff.After(run.PreparationFailures);

        // It gives up its turn: others must not wait for what this run cannot do yet.
        return new Transition(
            run with { PreparationFailures = failures, PrepareAfter = now + wait, WaitingSince = null },
            $"{name}: could not be prepared ({failure}), again in {wait.TotalSeconds:0} s");
    }

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
