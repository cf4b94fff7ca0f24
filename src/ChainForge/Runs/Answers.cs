namespace ChainForge.Runs;

/// <summary>Decides what a person may say to a run: the one place that the transitions, the commands, the API and the pages go by.</summary>
public static class Answers
{
    /// <summary>Everything that may be said now, the gentlest first. Empty for a completed run.</summary>
    public static IReadOnlyList<Answer> Of(Run run) => [.. VerbsOf(run).Select(verb => Describe(verb, run))];

    /// <summary>Whether that may be said now.</summary>
    public static bool Allow(Run run, string verb) => VerbsOf(run).Contains(verb);

    /// <summary>The run, if it still is as the person saw it.</summary>
    /// <param name="run">The run as it is.</param>
    /// <param name="version">The version that was looked at; null when the person did not say.</param>
    /// <exception cref="IllegalTransitionException">It has changed since: what was said may mean something else by now.</exception>
    public static Run AsSeen(this Run run, long? version) => version is null || version == run.Version
        ? run
        : throw new IllegalTransitionException(
            $"run {run.Id} has changed since you looked at it: it is {OperatorTransitions.Word(run.State)} now, at version {run.Version}, and you saw version {version}. Nothing was done; look again");

    private static IReadOnlyList<string> VerbsOf(Run run) => run.State switch
    {
        RunState.Running => [Answer.Cancel],
        RunState.Parked => run.Parking?.Answers ?? [],
        RunState.Failed or RunState.Cancelled => [Answer.Retry],
        _ => [],
    };

    private static Answer Describe(string verb, Run run) => verb switch
    {
        Answer.Adopt => new(verb, "takes a job of your account as the one whose answer was lost; nothing is paid for it beyond what it costs already")
        {
            Candidates = run.Parking?.Candidates ?? [],
        },
        Answer.Resubmit => Resubmit(run),
        Answer.Abandon => new(verb, "gives this clip up and ends the run; the other clips are kept") { GivesUp = true },
        Answer.Cancel => new(verb, "ends the run; everything paid for is kept, and `retry` takes it up again") { GivesUp = true },
        _ when run.Parking?.Cause == ParkingCause.Budget => new(verb, "goes on, once the budget was raised; nothing that is there is paid again"),
        _ => new(verb, "goes on from here; nothing that is there is paid again"),
    };

    private static Answer Resubmit(Run run)
    {
        var credits = run.Parking?.AttemptId is { } attemptId ? run.Attempt(attemptId).ExpectedCredits : 0;
        return new(Answer.Resubmit, $"asks for the clip again and pays again, {credits:0.##} credits") { PaysAgain = credits };
    }
}
