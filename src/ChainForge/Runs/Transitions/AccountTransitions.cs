namespace ChainForge.Runs;

/// <summary>What holds a submit back for the sake of the whole account. Decided in the transaction of the intent.</summary>
public static class AccountTransitions
{
    /// <summary>The run parked for the cap of all runs, or waiting for the breaker; null when nothing holds it back, or it is not to be submitted now.</summary>
    public static Transition? HeldBack(this Run run, int index, decimal credits, AccountTotals totals, EngineOptions options, DateTimeOffset now)
    {
        if (!NextSteps.Of(run, now).Contains(new Step.Submit(index)))
        {
            return null;
        }

        var name = run.Name(run.Segments[index]);

        // What waits to be sent again is reserved already.
        var deferred = run.Segments[index].Current is { State: AttemptState.Deferred } held ? held.HeldForItself : 0;
        var needed = Math.Max(0, credits - deferred);
        var taken = totals.CreditsElsewhere + run.Spent + run.Reserved;
        if (taken + needed > options.MaxCreditsTotal)
        {
            return new Transition(
                run.Park(
                    ParkingCause.Budget,
                    $"{name} would cost {needed:0.##} credits; this month all runs together have spent or reserved {taken:0.##} of {options.MaxCreditsTotal:0.##} "
                    + "(ChainForge:Budget:MaxCreditsTotal). Everything made so far is kept. Raise the cap or wait for the next month and say `chainforge retry`, or cancel.",
                    attemptId: null),
                $"parked: {name} does not fit the budget of all runs");
        }

        return SubmitBreaker.OpenUntil(totals.UnknownOutcomes, options.BreakerCoolDown, now) is { } until
            ? new Transition(
                run with { HeldBackUntil = until },
                $"{name} waits until {until:HH:mm:ss} UTC: too many requests had an unknown outcome, nothing new is submitted; polls and downloads go on")
            : null;
    }

    /// <summary>A person has closed the breaker: the run need not wait for it any more. Null when it does not.</summary>
    public static Transition? LetGo(this Run run) =>
        run.HeldBackUntil is null ? null : new Transition(run with { HeldBackUntil = null }, "waits no longer: submitting was allowed again by you");
}
