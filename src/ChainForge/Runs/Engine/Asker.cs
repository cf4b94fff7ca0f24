using System.Collections.Concurrent;
using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>Asks how a job stands and writes down what changed. A poll that changes nothing writes nothing.</summary>
internal sealed class Asker(RunLedger ledger, IVideoProvider provider, JobResults results, GenerationTimes times, EngineOptions options, TimeProvider time)
{
    private readonly DateTimeOffset _asksSince = time.GetUtcNow();

    // Jobs that the provider did not know when last asked: that they are known again is worth writing down.
    private readonly ConcurrentDictionary<string, byte> _missing = new();

    /// <summary>Nothing is read from the ledger while the answer is "not yet": ten thousand runs may be waiting.</summary>
    public async Task<Asked> AskAsync(WatchedJob job, CancellationToken cancellationToken)
    {
        var answer = await provider.GetJobAsync(job.JobId, cancellationToken);
        var knownAgain = answer is not (JobAnswer.NotFound or JobAnswer.NoAnswer) && (_missing.TryRemove(job.JobId, out _) || job.WasMissing);
        return answer is JobAnswer.InProgress or JobAnswer.NoAnswer && !knownAgain && !IsOverdue(job.AskedSince, answer)
            ? new Asked(Changed: false, (answer as JobAnswer.NoAnswer)?.Failure)
            : await ApplyAsync(job, answer, cancellationToken);
    }

    private async Task<Asked> ApplyAsync(WatchedJob job, JobAnswer answer, CancellationToken cancellationToken)
    {
        var run = await ledger.FindAsync(job.RunId, cancellationToken) ?? throw new RunNotFoundException(job.RunId);
        var attempt = run.Attempt(job.AttemptId);
        if (attempt.State != AttemptState.Accepted)
        {
            return new Asked(Changed: true, Failure: null);
        }

        var now = time.GetUtcNow();
        var overdue = IsOverdue(attempt.AskedSince!.Value, answer) && run.State != RunState.Parked && !attempt.LeftAlone;
        switch (answer)
        {
            case JobAnswer.Completed { Result: var result } when attempt.Contradicts(result) is { } why:
                return await ChangeAsync(run, r => r.FoundAnother(attempt.Id, why, now));

            // Nothing shows whose a failed job was: it must not release what ours holds, nor have it made anew.
            case JobAnswer.Failed { Failure: var failure } when attempt.FoundInList:
                return await ChangeAsync(run, r => r.FoundAnother(attempt.Id, $"it failed ({failure}), so nothing shows whose it was", now));
            case JobAnswer.Completed completed:
                results.Keep(attempt.JobId!, completed.Result);
                times.Add(attempt.Asked, now - attempt.AcceptedAt!.Value);
                return await ChangeAsync(run, r => r.Generated(attempt.Id, completed.Result.CreditsUsed, completed.Result.LastFrame is not null, now));
            case JobAnswer.Failed failed:
                return await ChangeAsync(run, r => r.GenerationFailed(attempt.Id, failed.Failure, failed.CreditsUsed, now, options.RetryFailedGenerations));
            case JobAnswer.Cleaned:
                return await ChangeAsync(run, r => r.OutputsGone(attempt.Id));
            case JobAnswer.UnknownStatus unknown:
                return await ChangeAsync(run, r => r.UnknownStatus(attempt.Id, unknown.Status));
            case JobAnswer.NotFound:
                _missing[attempt.JobId!] = 0;
                var after = await ChangeAsync(run, r => r.JobNotFound(attempt.Id, now));
                return after with { Changed = after.Changed && after.Run!.State == RunState.Parked };
            default:
                if (answer is JobAnswer.InProgress && attempt.NotFoundCount > 0)
                {
                    run = (await ChangeAsync(run, r => r.JobKnownAgain(attempt.Id))).Run!;
                }

                return overdue
                    ? await ChangeAsync(run, r => r.TimedOut(attempt.Id, options.PollTimeout))
                    : new Asked(Changed: false, (answer as JobAnswer.NoAnswer)?.Failure);
        }
    }

    /// <summary>Whether the longest wait is over. What happened while nobody asked is not held against the job.</summary>
    private bool IsOverdue(DateTimeOffset askedSince, JobAnswer answer) => answer switch
    {
        // A key that is refused says nothing of the job: all asking pauses until it is mended, and nothing is given up for it.
        JobAnswer.NoAnswer { Failure.Kind: ProviderFailureKind.Unauthorized } => false,

        // After a stop overnight the first question may fail by chance: silence counts from this process's start.
        JobAnswer.NoAnswer => time.GetUtcNow() - (askedSince > _asksSince ? askedSince : _asksSince) > options.PollTimeout,
        _ => time.GetUtcNow() - askedSince > options.PollTimeout,
    };

    private async Task<Asked> ChangeAsync(Run run, Func<Run, Transition?> transition)
    {
        Run? after;
        try
        {
            after = await ledger.UpdateAsync(run.Id, transition);
        }
        catch (IllegalTransitionException)
        {
            // A webhook, or another server, brought the same news first.
            after = await ledger.FindAsync(run.Id);
        }

        // Where nothing was written there is nothing new to look at: looked at all the same, it would be asked about again without a pause.
        return new Asked(Changed: after?.Version != run.Version, Failure: null) { Run = after };
    }
}

/// <summary>A job that is waited for.</summary>
/// <param name="RunId">Its run.</param>
/// <param name="AttemptId">Its attempt.</param>
/// <param name="JobId">The provider's id.</param>
/// <param name="AskedSince">The moment that the longest wait is counted from.</param>
public sealed record WatchedJob(string RunId, string AttemptId, string JobId, DateTimeOffset AskedSince)
{
    /// <summary>Whether the provider did not know it when it was last asked, as far as the ledger says.</summary>
    public bool WasMissing { get; init; }

    // The same job, whatever was known of it when it was put on the list: it is waited for once.
    /// <inheritdoc/>
    public bool Equals(WatchedJob? other) =>
        other is not null && (RunId, AttemptId, JobId, AskedSince) == (other.RunId, other.AttemptId, other.JobId, other.AskedSince);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RunId, AttemptId, JobId, AskedSince);

    /// <summary>The attempt as a job to wait for; null when there is nothing to wait for.</summary>
    public static WatchedJob? Of(Run run, string attemptId) =>
        run.Attempt(attemptId) is { State: AttemptState.Accepted, JobId: { } jobId } attempt
            ? new WatchedJob(run.Id, attemptId, jobId, attempt.AskedSince!.Value) { WasMissing = attempt.NotFoundCount > 0 }
            : null;
}

/// <summary>What asking about a job gave.</summary>
/// <param name="Changed">Whether the run is now worth another look.</param>
/// <param name="Failure">Why there was no useful answer; null when there was one.</param>
public sealed record Asked(bool Changed, ProviderFailure? Failure)
{
    internal Run? Run { get; init; }
}
