using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>A job that was found in the account's list for a request whose answer was lost.</summary>
/// <remarks>The list says nothing of what a job makes. Only its result shows whether it can be what was asked for.</remarks>
public static class FoundJobTransitions
{
    // Sizes are rounded to what a codec likes, lengths to whole frames.
    private const decimal RatioTolerance = 0.05m;
    private const decimal SecondsTolerance = 0.5m;

    /// <summary>The only job that it can be is taken for it.</summary>
    public static Transition? FoundInList(this Run run, string attemptId, string jobId, DateTimeOffset now) =>
        run.Attempt(attemptId).JobId != jobId && run.Accepted(attemptId, jobId, now) is { } accepted
            ? accepted with
            {
                Run = accepted.Run.With(accepted.Run.Attempt(attemptId) with { FoundInList = true }),
                Event = $"{run.NameOf(attemptId)}: found in the jobs list as job {jobId}",
            }
            : null;

    /// <summary>Why a found job's result cannot be what the attempt asked for; null when it can, or when the job is known by more than the list.</summary>
    public static string? Contradicts(this Attempt attempt, GenerationResult result)
    {
        if (!attempt.FoundInList)
        {
            return null;
        }

        if (result.Seconds is { } seconds && Math.Abs(seconds - attempt.Asked.Seconds) > SecondsTolerance)
        {
            return $"it is {seconds:0.#} s long, {attempt.Asked.Seconds} s were asked for";
        }

        return result is { Width: { } width, Height: { } height } && RatioOf(attempt.Asked.AspectRatio) is { } asked && Math.Abs(((decimal)width / height / asked) - 1) > RatioTolerance
            ? $"it is {width}x{height}, {attempt.Asked.AspectRatio} was asked for"
            : null;
    }

    /// <summary>The job that was found is somebody else's, or may be: a person is asked, and nothing is made of it until then.</summary>
    public static Transition FoundAnother(this Run run, string attemptId, string why, DateTimeOffset now)
    {
        var attempt = run.Require(attemptId, AttemptState.Accepted);
        var jobId = attempt.JobId!;
        var open = run.With(attempt.LookFor(now) with
        {
            JobId = null,
            FoundInList = false,
            AcceptedAt = null,
            AskedSince = null,
            SearchedWhole = false,
            OtherJobs = attempt.OtherJobs.Add(new OtherJob(jobId, MayBeBilled: false)),
        });
        return new Transition(
            open.Park(
                ParkingCause.Ambiguous,
                $"The answer to the request for {run.NameOf(attemptId)} was lost, and the only job that could be it, {jobId}, does not look like it: {why}. "
                + $"It may have cost {attempt.ExpectedCredits:0.##} credits. Everything made before it is kept. Say `adopt {jobId}` if it is the one all the same, else `resubmit` (pays again) or `cancel`.",
                attemptId,
                jobId),
            $"{run.Parks()}: job {jobId} does not look like {run.NameOf(attemptId)}: {why}",
            attemptId);
    }

    private static decimal? RatioOf(string aspectRatio) =>
        aspectRatio.Split(':') is [var width, var height] && int.TryParse(width, out var w) && int.TryParse(height, out var h) && h > 0 ? (decimal)w / h : null;
}
