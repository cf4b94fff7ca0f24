using ChainForge.Providers;
using Microsoft.Extensions.Logging;

namespace ChainForge.Runs;

/// <summary>Sends the paid request of a segment: intent first, one POST, and the outcome into the ledger.</summary>
internal sealed partial class Submitter(
    RunLedger ledger, IVideoProvider provider, RequestBuilder requests, Searcher searcher, FailureReview review, OtherJobs otherJobs, OutputDisk disk, OutcomeKeeper keeper, EngineOptions options, string owner, TimeProvider time, ILogger logger)
{
    /// <summary>What was done, for a person; null when somebody else was faster or the run has to wait.</summary>
    public async Task<string?> SubmitAsync(Run run, int index, CancellationToken cancellationToken)
    {
        // Where the intent cannot be written it would not be sent; where an answer could not be, it must not be.
        if (ledger.Trouble is not null)
        {
            return null;
        }

        // Many may wait for a place, and each is woken whenever one may be free: none fetches or asks for anything before there is one.
        if (run.WaitingSince is not null && (await ledger.InFlightAsync(cancellationToken)).Count >= options.MaxJobsInFlight)
        {
            return null;
        }

        if (await HeldBackAsync(run, index, disk.Problem(), cancellationToken))
        {
            return null;
        }

        var folder = new RunFolder(options.OutputFolder, run);
        GenerationRequest request;
        AskedFor asked;
        try
        {
            // The last look before a new attempt is paid: what was said to be free may stand on the bill by now, or have ended well.
            if (run.Segments[index].Current is { State: AttemptState.Failed, RepeatsByItself: true } failed && !await review.StandsAsync(run.Id, failed, cancellationToken))
            {
                return "not tried again by itself: the provider says something else of the failed job now";
            }

            (request, asked) = await requests.BuildAsync(run, folder, index, cancellationToken);
        }
        catch (AtWorkElsewhereException)
        {
            return null;
        }
        catch (LastFrameUnusableException e)
        {
            await ledger.UpdateAsync(run.Id, now => now.LastFrameUnusable(e.AttemptId, e.Message), cancellationToken);
            return "the provider's last frame cannot be used";
        }
        catch (TakeLostException e)
        {
            await ledger.UpdateAsync(run.Id, now => now.TakeLost(e.AttemptId, e.Message), cancellationToken);
            return "a clip or its last frame is missing on disk";
        }
        catch (ProviderException) when (provider.HeldBack is not null)
        {
            await HeldBackAsync(run, index, problem: null, cancellationToken);
            return null;
        }
        catch (IOException e) when (DiskFault.Is(e))
        {
            await HeldBackAsync(run, index, $"the picture that it starts from could not be written ({e.Message})", cancellationToken);
            return null;
        }
        catch (ProviderException e) when (e.Failure.IsRetryable)
        {
            await ledger.UpdateAsync(run.Id, now => now.PreparationFailed(index, e.Failure, time.GetUtcNow()), cancellationToken);
            return $"could not be prepared: {e.Message}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ProviderException)
        {
            await ledger.UpdateAsync(run.Id, now => now.InputUnavailable(index, WhyNotHad(e), time.GetUtcNow()), cancellationToken);
            return "what the segment starts from cannot be had";
        }

        if (run.Segments[index].Current is { State: AttemptState.Deferred, MayBeTaken: true } sent && !await searcher.IsMissingAsync(run.Id, sent, cancellationToken))
        {
            await ledger.UpdateAsync(run.Id, now => now.LookedForAnew(sent.Id, time.GetUtcNow()), cancellationToken);
            return "not sent again: it is looked for anew";
        }

        var newest = await NewestJobAsync(cancellationToken);
        if (await HeldBackAsync(run, index, problem: null, cancellationToken))
        {
            return null;
        }

        var token = options.WebhookBase is null ? null : WebhookToken.New();
        var intended = await IntendAsync(run.Id, index, asked, newest, token, cancellationToken);

        // A crash here leaves an intent: it lapses, is looked for, is not found, and parks. Nothing is paid.
        return intended is null ? null : await SendAsync(run.Id, intended, request, token, cancellationToken);
    }

    // The system's own words name folders.
    private static string WhyNotHad(Exception e) => e switch
    {
        FileNotFoundException { FileName: { } file } => $"{Path.GetFileName(file)} is not there any more",
        DirectoryNotFoundException => "the folder of the picture that it starts from is not there any more",
        UnauthorizedAccessException => "the picture that it starts from may not be read",
        IOException => $"the picture that it starts from cannot be read ({e.GetType().Name})",
        _ => e.Message,
    };

    /// <summary>Whether something here has to be put right first; the run says so, once, and is tried again by the sweep.</summary>
    private async Task<bool> HeldBackAsync(Run run, int index, string? problem, CancellationToken cancellationToken)
    {
        if ((problem ?? provider.HeldBack?.ToString()) is not { } why)
        {
            return false;
        }

        if (run.HeldBackReason != why)
        {
            await ledger.UpdateAsync(run.Id, now => now.HeldBackFor(index, why), cancellationToken);
        }

        return true;
    }

    /// <returns>The attempt as it was intended, if it was this call that wrote the intent: only its writer may send.</returns>
    private async Task<Attempt?> IntendAsync(
        string runId, int index, AskedFor asked, (bool Known, string? JobId) newest, WebhookToken? token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expected = provider.Capabilities.Find(asked.Model)!.Cost(asked.Seconds);
        var intent = new SubmitIntent(
            asked, expected, now + options.SendWithin, now + options.SendWithin + options.AnswerWithin, owner, newest.JobId, newest.Known, token?.Hash);
        Transition? change = null;
        try
        {
            var after = await ledger.UpdateAsync(
                runId, (run, totals) => change = run.HeldBack(index, expected, totals, options, now) ?? run.SubmitIntended(index, intent, totals, options.MaxJobsInFlight, now), cancellationToken);
            return change?.AttemptId is { } attemptId && after.Attempt(attemptId) is { State: AttemptState.Intended } intended ? intended : null;
        }
        catch (IllegalTransitionException)
        {
            // Somebody else submitted it meanwhile.
            return null;
        }
    }

    // From here on nothing may be cancelled: the answer of a POST in flight is awaited and written down. Who stops the
    // program does not wait for ever, though: what has not answered by then is written down as unknown, not left as an intent.
    private async Task<string?> SendAsync(string runId, Attempt intended, GenerationRequest request, WebhookToken? token, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var stop = stopping.Register(() => patience.CancelAfter(options.LastAnswerWithin));
        var outcome = await ObjectionAsync(runId, intended) is { } objection
            ? new SubmitOutcome.NotSent(new ProviderFailure(ProviderFailureKind.Timeout, objection))
            : await provider.SubmitAsync(request with { NotAfter = intended.SendBefore, Objection = () => ObjectionAsync(runId, intended) }, WebhookAddress(token), patience.Token);

        // A crash here leaves an accepted job without its id: the webhook or the jobs list finds it.
        LogOutcome(logger, runId, intended.Id, outcome.GetType().Name);
        var what = WordsFor(outcome);
        await keeper.KeepAsync(runId, intended.Id, what, () => StoreAsync(runId, intended, outcome), stopping);
        return what;
    }

    /// <summary>Why it must not be sent any more; null when it may be. Asked after the intent, and again at the first byte: in between it may wait for its turn.</summary>
    private async Task<string?> ObjectionAsync(string runId, Attempt intended)
    {
        try
        {
            var run = (await ledger.FindAsync(runId, CancellationToken.None))!;
            var stands = run.Attempt(intended.Id) is { State: AttemptState.Intended } now && now.IsSameIntent(intended);
            return run.HasEnded ? "the run was ended before it was sent"
                : !stands || time.GetUtcNow() >= intended.SendBefore ? "this process was too late to send it"
                : null;
        }
        catch (LedgerException e)
        {
            return $"the ledger cannot be read ({e.Message})";
        }
    }

    private async Task StoreAsync(string runId, Attempt intended, SubmitOutcome outcome)
    {
        try
        {
            await ledger.UpdateAsync(runId, now => Apply(now, intended, outcome, time.GetUtcNow()), CancellationToken.None);
        }
        catch (IllegalTransitionException e)
        {
            // Somebody classified it meanwhile: a webhook, or a recovery that took this process for gone.
            LogOvertaken(logger, runId, intended.Id, e.Message);
            if (outcome is SubmitOutcome.Accepted accepted)
            {
                await otherJobs.RecordAsync(runId, intended.Id, accepted.JobId);
            }
        }
    }

    private static string WordsFor(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted accepted => $"submitted as job {accepted.JobId}",
        SubmitOutcome.Refused refused => $"refused: {refused.Failure}",
        SubmitOutcome.NotSent notSent => $"not sent: {notSent.Failure}",
        SubmitOutcome.Unknown unknown => $"outcome unknown: {unknown.Failure}",
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    // A job is the attempt's, whichever of its requests it answers; everything else says something of one request only.
    private static Transition? Apply(Run run, Attempt sent, SubmitOutcome outcome, DateTimeOffset now) => outcome switch
    {
        SubmitOutcome.Accepted accepted => run.Accepted(sent.Id, accepted.JobId, now),
        SubmitOutcome.Refused refused => run.AsSent(sent).Refused(sent.Id, refused.Failure, now),
        SubmitOutcome.NotSent notSent => run.AsSent(sent).NotSent(sent.Id, notSent.Failure, now),
        SubmitOutcome.Unknown unknown => run.AsSent(sent).OutcomeUnknown(
            sent.Id, unknown.Failure.ToString(), now, serverError: unknown.Failure.Kind == ProviderFailureKind.ServerError, unknown.Failure.RetryAfter),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    /// <summary>The newest job before the intent: if the answer is lost, only what is newer can be ours.</summary>
    private async Task<(bool Known, string? JobId)> NewestJobAsync(CancellationToken cancellationToken)
    {
        try
        {
            var page = await provider.ListJobsAsync(null, cancellationToken);
            return page.Jobs is [var newest, ..] ? (newest.JobId is not null, newest.JobId) : (true, null);
        }
        catch (ProviderException e)
        {
            LogListSilent(logger, e.Message);
            return (false, null);
        }
    }

    private Uri? WebhookAddress(WebhookToken? token) =>
        token is null ? null : new Uri($"{options.WebhookBase!.AbsoluteUri.TrimEnd('/')}/webhooks/pictory/{token.Text}");

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Run {RunId}, attempt {AttemptId}: {Outcome}")]
    private static partial void LogOutcome(ILogger logger, string runId, string attemptId, string outcome);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Run {RunId}, attempt {AttemptId}: the outcome was already decided: {Reason}")]
    private static partial void LogOvertaken(ILogger logger, string runId, string attemptId, string reason);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "The jobs list does not answer ({Reason}); a lost answer could not be matched by itself")]
    private static partial void LogListSilent(ILogger logger, string reason);
}
