namespace ChainForge.Runs;

/// <summary>Decides what a run wants done; does nothing itself.</summary>
public static class NextSteps
{
    /// <summary>Everything that is to be done or waited for now. Empty: the run goes on only when a person says something, or never.</summary>
    /// <remarks>
    /// What was paid for is collected whatever the run's state, also after a failure or a cancel; only a running run spends.
    /// </remarks>
    public static IReadOnlyList<Step> Of(Run run, DateTimeOffset now)
    {
        var steps = new List<Step>();
        foreach (var segment in run.Segments)
        {
            if (segment.Current is { } attempt && ForAttempt(run, attempt, now) is { } step)
            {
                steps.Add(step);
            }
        }

        // What was sent more than once may be on the bill more than once, whatever has become of it since.
        foreach (var attempt in run.Segments.SelectMany(segment => segment.Attempts).Where(attempt => attempt.MayHaveTwin))
        {
            steps.Add(new Step.LookFor(attempt.Id));
        }

        if (run.State == RunState.Running && Spending(run, now) is { } spending)
        {
            steps.Add(spending);
        }

        return steps;
    }

    private static Step? ForAttempt(Run run, Attempt attempt, DateTimeOffset now)
    {
        var parkedForIt = run.State == RunState.Parked && run.Parking?.AttemptId == attempt.Id;
        return attempt.State switch
        {
            AttemptState.Intended => now >= attempt.AnswerBefore
                ? new Step.Lapse(attempt.Id)
                : new Step.Wait(attempt.AnswerBefore),
            AttemptState.Unknown when !parkedForIt && !attempt.LeftAlone => new Step.LookFor(attempt.Id),
            AttemptState.Accepted when !parkedForIt && !attempt.LeftAlone => new Step.Ask(attempt.Id),
            AttemptState.Generated when !attempt.DownloadGivenUp => attempt.NotBefore > now
                ? new Step.Wait(attempt.NotBefore.Value)
                : new Step.Download(attempt.Id),
            _ => null,
        };
    }

    /// <summary>One segment after the other: the first that is not generated is the only one that may cost something.</summary>
    private static Step? Spending(Run run, DateTimeOffset now)
    {
        var segment = run.Segments.FirstOrDefault(candidate => !candidate.IsGenerated);
        if (segment is null)
        {
            return run.Done == run.Segments.Length && run.Video is null ? new Step.Stitch() : null;
        }

        if (segment.Current is not (null or { State: AttemptState.Refused or AttemptState.Failed or AttemptState.Deferred }) || !CanStart(run, segment))
        {
            return null;
        }

        var later = segment.Current?.State is AttemptState.Deferred or AttemptState.Failed && segment.Current.NotBefore > now ? segment.Current.NotBefore : run.PrepareAfter;
        later = run.HeldBackUntil > (later ?? now) ? run.HeldBackUntil : later;
        return later > now ? new Step.Wait(later.Value) : new Step.Submit(segment.Index);
    }

    /// <summary>Whether what the segment starts from is there: without a last frame at the provider, the clip has to arrive first.</summary>
    private static bool CanStart(Run run, Segment segment)
    {
        if (segment.Index == 0 || run.DefinitionOf(segment).Handover != Chains.Handover.LastFrame)
        {
            return true;
        }

        var before = run.Segments[segment.Index - 1].Current;
        return before is { HasLastFrameAtProvider: true } or { State: AttemptState.Downloaded };
    }
}
