namespace ChainForge.Runs;

/// <summary>Decides what a person may say to a run: the one place that the transitions, the commands, the API and the pages go by.</summary>
public static class Answers
{
    /// <summary>Everything that may be said now, the gentlest first. Empty for a completed run.</summary>
    public static IReadOnlyList<Answer> Of(Run run) => [.. VerbsOf(run).Select(verb => Describe(verb, run))];

    /// <summary>Whether that may be said now.</summary>
    public static bool Allow(Run run, string verb) => VerbsOf(run).Contains(verb);

    /// <summary>What a verb would do now, where it pays once more for what was asked for before; null: it does not, or may not be said.</summary>
    public static Answer? PayingAgain(Run run, string verb) => Of(run).FirstOrDefault(answer => answer.Verb == verb && answer.PaysAgain > 0);

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
        _ => Retry(run),
    };

    private static Answer Retry(Run run)
    {
        var goesOn = run.Parking?.Cause == ParkingCause.Budget ? "goes on, once the budget was raised" : "goes on from here";
        return AskedForAgain(run) is { } before
            ? new(Answer.Retry, $"{goesOn}; {run.NameOf(before.Id)} is asked for again and paid again, {before.ExpectedCredits:0.##} credits; nothing that is there is") { PaysAgain = before.ExpectedCredits }
            : new(Answer.Retry, $"{goesOn}; nothing that is there is paid again");
    }

    /// <summary>What going on would pay for once more: the newest attempt at the clip that comes next, where it cost something, or may have.</summary>
    private static Attempt? AskedForAgain(Run run)
    {
        var next = run.Segments.FirstOrDefault(segment => !segment.IsGenerated);
        return next?.Current is null or { State: AttemptState.Failed or AttemptState.Refused }
            ? next?.Attempts.LastOrDefault(attempt => attempt.WasPerhapsPaid || attempt is { State: AttemptState.Failed, Spent: > 0 } or { State: AttemptState.Failed, MayBeBilled: true })
            : null;
    }

    private static Answer Resubmit(Run run)
    {
        var credits = run.Parking?.AttemptId is { } attemptId ? run.Attempt(attemptId).ExpectedCredits : 0;
        return new(Answer.Resubmit, $"asks for the clip again and pays again, {credits:0.##} credits") { PaysAgain = credits };
    }
}
