using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>Reads the account's jobs list down to where it stood before an attempt was first sent, and says whose the newer jobs are.</summary>
internal sealed class JobsSince(RunLedger ledger, IVideoProvider provider, EngineOptions options)
{
    // The list is read from the newest job down to the newest before the intent; this many pages is far more than a settle window fills.
    private const int MaxPages = 20;

    /// <exception cref="ProviderException">The list did not answer.</exception>
    public async Task<ListedSince> ReadAsync(string runId, Attempt attempt, CancellationToken cancellationToken)
    {
        var newer = new List<string?>();
        string? pageKey = null;
        var complete = false;
        List<string?> firstPage = [];
        var pages = 0;
        while (pages < MaxPages)
        {
            var answer = await provider.ListJobsAsync(pageKey, cancellationToken);
            if (++pages == 1)
            {
                firstPage = [.. answer.Jobs.Select(job => job.JobId)];
            }

            var fresh = answer.Jobs.Select(job => job.JobId).TakeWhile(jobId => jobId is null || jobId != attempt.NewestJobBefore).ToList();
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

        // What cannot be read may be the job that is looked for. And a job that left the list between two pages moved the next ones up, past the border.
        complete = complete && !newer.Contains(null) && (pages == 1 || firstPage.SequenceEqual(await FirstPageAsync(cancellationToken)));
        return await SortAsync(runId, attempt, [.. newer.OfType<string>().Distinct()], complete, cancellationToken);
    }

    /// <summary>Whether no other request could be the owner of an unknown job. Read after the list, so that a job in the list had its owner before.</summary>
    /// <remarks>A request of old is no suspect: had it been taken, its job would have been listed before this one was sent.</remarks>
    public async Task<bool> IsAloneAsync(string runId, Attempt attempt, CancellationToken cancellationToken)
    {
        var listedBefore = (attempt.FirstIntendedAt ?? attempt.IntendedAt) - options.SettleWindow;
        var open = await ledger.OpenRequestsAsync(listedBefore, options.SendWithin + options.AnswerWithin, cancellationToken);
        return open.All(held => held.RunId == runId && held.Attempt.Id == attempt.Id) && !ledger.Damaged.Any(damaged => damaged.InFlight > 0);
    }

    private async Task<ListedSince> SortAsync(string runId, Attempt attempt, IReadOnlyList<string> jobIds, bool complete, CancellationToken cancellationToken)
    {
        var (candidates, doubtful) = (new List<string>(), new List<string>());
        foreach (var jobId in jobIds)
        {
            var owner = await ledger.FindJobOwnerAsync(jobId, cancellationToken);
            if (owner is null || (owner == (runId, attempt.Id) && attempt.HasLetGoOf(jobId)))
            {
                candidates.Add(jobId);
            }
            else if (owner != (runId, attempt.Id) && !await IsCertainAsync(owner.Value, jobId, cancellationToken))
            {
                doubtful.Add(jobId);
            }
        }

        return new ListedSince(candidates, doubtful, complete);
    }

    private async Task<bool> IsCertainAsync((string RunId, string AttemptId) owner, string jobId, CancellationToken cancellationToken)
    {
        try
        {
            return (await ledger.FindAsync(owner.RunId, cancellationToken))?.Attempt(owner.AttemptId).IsCertainOf(jobId) == true;
        }
        catch (LedgerException)
        {
            // A record that cannot be understood proves nothing.
            return false;
        }
    }

    private async Task<IEnumerable<string?>> FirstPageAsync(CancellationToken cancellationToken) =>
        (await provider.ListJobsAsync(null, cancellationToken)).Jobs.Select(job => job.JobId);
}

/// <summary>What the jobs list shows that is newer than an attempt.</summary>
/// <param name="Candidates">Jobs that are nobody's, or that the attempt had and let go of: one of them may be its own.</param>
/// <param name="Doubtful">Jobs of other attempts that were taken without the provider's word: nothing is paid again on the strength of that.</param>
/// <param name="Complete">Whether these are exactly the newer ones.</param>
internal sealed record ListedSince(IReadOnlyList<string> Candidates, IReadOnlyList<string> Doubtful, bool Complete)
{
    /// <summary>Nobody could look.</summary>
    public static readonly ListedSince Nothing = new([], [], Complete: false);

    /// <summary>Whether the list says that the provider has no job of the attempt.</summary>
    public bool IsMissing => Complete && Candidates.Count == 0 && Doubtful.Count == 0;
}
