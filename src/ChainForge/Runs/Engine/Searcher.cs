using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>Looks for a paid request whose answer was lost, in the account's jobs list. It adopts only what can be nothing else's.</summary>
internal sealed class Searcher(RunLedger ledger, JobsSince jobs, OtherJobs otherJobs, EngineOptions options, TimeProvider time)
{
    /// <returns>Whether the run changed.</returns>
    public async Task<bool> LookForAsync(string runId, string attemptId, CancellationToken cancellationToken)
    {
        var run = await ledger.FindAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);
        var attempt = run.Attempt(attemptId);
        return attempt switch
        {
            { MayHaveTwin: true } => await LookBackAsync(runId, attempt, cancellationToken),
            { State: AttemptState.Unknown } => await LookForAsync(runId, attempt, cancellationToken),
            _ => true,
        };
    }

    /// <summary>Whether the list says, whole and with nobody else's request open, that the provider has no job of the attempt.</summary>
    public async Task<bool> IsMissingAsync(string runId, Attempt attempt, CancellationToken cancellationToken)
    {
        var (listed, certain) = await LookAsync(runId, attempt, cancellationToken);
        return certain && listed.IsMissing;
    }

    private async Task<bool> LookForAsync(string runId, Attempt attempt, CancellationToken cancellationToken)
    {
        var (listed, certain) = await LookAsync(runId, attempt, cancellationToken);
        var now = time.GetUtcNow();
        var settled = now - attempt.UnknownSince >= options.SettleWindow;

        // What was sent more than once may be there more than once: the first to be listed is not taken before the window closes.
        if (listed.Candidates is [var only] && certain && !attempt.HasLetGoOf(only) && (settled || !attempt.WasSentBefore))
        {
            await TryAsync(runId, r => r.FoundInList(attempt.Id, only, now));
            return true;
        }

        if (listed.IsMissing && certain)
        {
            var looked = (await TryAsync(runId, r => r.NotListed(attempt.Id, options.LookAgainAfter, now)))?.Attempt(attempt.Id) ?? attempt;
            if (looked.State != AttemptState.Unknown || looked.NotListedAt != attempt.NotListedAt)
            {
                return looked.State != AttemptState.Unknown;
            }
        }

        if (!settled)
        {
            return false;
        }

        await TryAsync(runId, r => r.NotFound(attempt.Id, listed.Candidates, listed.Complete, listed.Doubtful));
        return true;
    }

    /// <summary>A request that was sent again has its job; was one before it taken as well, then that one is listed sooner or later, and may not go unseen.</summary>
    private async Task<bool> LookBackAsync(string runId, Attempt attempt, CancellationToken cancellationToken)
    {
        var (listed, certain) = await LookAsync(runId, attempt, cancellationToken);
        if (certain)
        {
            foreach (var jobId in listed.Candidates)
            {
                await otherJobs.RecordAsync(runId, attempt.Id, jobId, listed: true);
            }
        }

        // A look that could see everything ends it after the window; where none can, it ends all the same, in doubt.
        var looked = time.GetUtcNow() - attempt.AcceptedAt;
        if (looked < options.SettleWindow || (!certain && looked < 2 * options.SettleWindow))
        {
            return certain && listed.Candidates.Count > 0;
        }

        await TryAsync(runId, r => r.LookedBack(attempt.Id, certain, listed.Candidates));
        return true;
    }

    /// <summary>What is listed, and whether it is all, with nobody else's request open. Silence proves nothing.</summary>
    private async Task<(ListedSince Listed, bool Certain)> LookAsync(string runId, Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            var listed = await jobs.ReadAsync(runId, attempt, cancellationToken);
            return (listed, listed.Complete && await jobs.IsAloneAsync(runId, attempt, cancellationToken));
        }
        catch (ProviderException)
        {
            return (ListedSince.Nothing, false);
        }
    }

    private async Task<Run?> TryAsync(string runId, Func<Run, Transition?> transition)
    {
        try
        {
            return await ledger.UpdateAsync(runId, transition);
        }
        catch (IllegalTransitionException)
        {
            // The webhook was faster, or the job has found another owner: the next look sees it.
            return null;
        }
    }
}
