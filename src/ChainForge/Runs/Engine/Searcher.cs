using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>Looks for a paid request whose answer was lost, in the account's jobs list. It adopts only what can be nothing else.</summary>
internal sealed class Searcher(RunLedger ledger, IVideoProvider provider, EngineOptions options, TimeProvider time)
{
    // The list is read from the newest job down to the newest before the intent; this many pages is far more than a settle window fills.
    private const int MaxPages = 20;

    /// <returns>Whether the run changed.</returns>
    public async Task<bool> LookForAsync(string runId, string attemptId, CancellationToken cancellationToken)
    {
        var run = await ledger.FindAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);
        var attempt = run.Attempt(attemptId);
        if (attempt.State != AttemptState.Unknown)
        {
            return true;
        }

        IReadOnlyList<string> candidates = [];
        var (complete, certain) = (false, false);
        try
        {
            (candidates, complete) = await CandidatesAsync(attempt, cancellationToken);
            certain = complete && await IsAloneAsync(runId, attempt, cancellationToken);
        }
        catch (ProviderException)
        {
            // Silence proves nothing: look again, until the window closes.
        }

        var now = time.GetUtcNow();
        var settled = now - attempt.UnknownSince >= options.SettleWindow;

        // What was sent more than once may be there more than once: the first to be listed is not taken before the window closes.
        if (candidates.Count == 1 && certain && (settled || attempt.ServerErrorResends == 0))
        {
            await TryAsync(runId, r => r.FoundInList(attemptId, candidates[0], now));
            return true;
        }

        if (candidates.Count == 0 && certain)
        {
            var looked = (await TryAsync(runId, r => r.NotListed(attemptId, options.LookAgainAfter, now)))?.Attempt(attemptId) ?? attempt;
            if (looked.State != AttemptState.Unknown || looked.NotListedAt != attempt.NotListedAt)
            {
                return looked.State != AttemptState.Unknown;
            }
        }

        if (!settled)
        {
            return false;
        }

        await TryAsync(runId, r => r.NotFound(attemptId, candidates, complete));
        return true;
    }

    /// <summary>Whether the list says, whole and with nobody else's request open, that the provider has no job of the attempt.</summary>
    public async Task<bool> IsMissingAsync(string runId, Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            var (candidates, complete) = await CandidatesAsync(attempt, cancellationToken);
            return candidates.Count == 0 && complete && await IsAloneAsync(runId, attempt, cancellationToken);
        }
        catch (ProviderException)
        {
            return false;
        }
    }

    /// <summary>Jobs newer than the intent that belong to no attempt, and whether they are exactly those.</summary>
    private async Task<(IReadOnlyList<string> Jobs, bool Complete)> CandidatesAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var newer = new List<string>();
        string? pageKey = null;
        var complete = false;
        List<string> firstPage = [];
        var pages = 0;
        while (pages < MaxPages)
        {
            var answer = await provider.ListJobsAsync(pageKey, cancellationToken);
            if (++pages == 1)
            {
                firstPage = [.. answer.Jobs.Select(job => job.JobId)];
            }

            var fresh = answer.Jobs.Select(job => job.JobId).TakeWhile(jobId => jobId != attempt.NewestJobBefore).ToList();
            newer.AddRange(fresh);

            // The newest job before the intent ends the search. Where there was none, the list's end does; where it
            // is no longer listed, older jobs stand among the newer ones, and none of them is taken without a person.
            var metMark = fresh.Count < answer.Jobs.Count;
            pageKey = answer.NextPageKey;
            complete = attempt.JobsListKnown && (metMark || (pageKey is null && attempt.NewestJobBefore is null));

            // Without a mark to stop at only the newest page is of any worth.
            if (metMark || pageKey is null || !attempt.JobsListKnown)
            {
                break;
            }
        }

        // A job that left the list between two pages moved the next ones up, past the border: one of them may be ours.
        complete = complete && (pages == 1 || firstPage.SequenceEqual(await FirstPageAsync(cancellationToken)));
        var owned = await ledger.OwnedJobsAsync(newer, cancellationToken);
        return ([.. newer.Distinct().Where(jobId => !owned.Contains(jobId))], complete);
    }

    private async Task<IEnumerable<string>> FirstPageAsync(CancellationToken cancellationToken) =>
        (await provider.ListJobsAsync(null, cancellationToken)).Jobs.Select(job => job.JobId);

    /// <summary>Whether no other request could be the owner of an unknown job. Read after the list, so that a job in the list had its owner before.</summary>
    /// <remarks>A request of old is no suspect: had it been taken, its job would have been listed before this one was sent.</remarks>
    private async Task<bool> IsAloneAsync(string runId, Attempt attempt, CancellationToken cancellationToken)
    {
        var listedBefore = (attempt.FirstIntendedAt ?? attempt.IntendedAt) - options.SettleWindow;
        var open = await ledger.OpenRequestsAsync(listedBefore, options.SendWithin + options.AnswerWithin, cancellationToken);
        return open.All(held => held.RunId == runId && held.Attempt.Id == attempt.Id) && !ledger.Damaged.Any(damaged => damaged.InFlight > 0);
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
