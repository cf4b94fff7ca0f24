using System.Collections.Concurrent;
using ChainForge.Chains;
using ChainForge.Providers;
using Microsoft.Extensions.Logging;

namespace ChainForge.Runs;

/// <summary>Does what runs want done. Every method may be called at any time, twice, at once, from anywhere: the ledger's compare-and-set decides who acts.</summary>
public sealed class RunEngine
{
    private readonly RunLedger _ledger;
    private readonly IVideoProvider _provider;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly Submitter _submitter;
    private readonly Asker _asker;
    private readonly OtherJobs _otherJobs;
    private readonly FailureReview _review;
    private readonly Searcher _searcher;
    private readonly Fetcher _fetcher;
    private readonly Assembler _assembler;
    private readonly ConcurrentDictionary<string, byte> _busy = new();

    /// <summary>Puts the engine together.</summary>
    /// <param name="ledger">The record of all runs.</param>
    /// <param name="provider">Who generates.</param>
    /// <param name="media">What is done with clips.</param>
    /// <param name="options">The caps and time limits.</param>
    /// <param name="owner">Names this process, in intents and leases; another one at every start.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where to log.</param>
    public RunEngine(RunLedger ledger, IVideoProvider provider, IClipMedia media, EngineOptions options, string owner, TimeProvider time, ILoggerFactory loggers)
    {
        _ledger = ledger;
        _provider = provider;
        _options = options;
        _time = time;
        Owner = owner;
        Breaker = new BreakerDesk(ledger, options.BreakerCoolDown, time);
        Stumbles = new StumbleDesk(ledger, options, time);
        var results = new JobResults(provider);
        var logger = loggers.CreateLogger<RunEngine>();
        _otherJobs = new OtherJobs(ledger, logger);
        _searcher = new Searcher(ledger, new JobsSince(ledger, provider, options), _otherJobs, options, time);
        _review = new FailureReview(ledger, provider, time, logger);
        _submitter = new Submitter(ledger, provider, new RequestBuilder(provider, results), _searcher, _review, _otherJobs, new OutputDisk(options), new OutcomeKeeper(time, logger), options, owner, time, logger);
        _asker = new Asker(ledger, provider, results, Times, options, time);
        _fetcher = new Fetcher(ledger, provider, results, media, options, time);
        _assembler = new Assembler(ledger, media, options, time);
    }

    /// <summary>This process, as intents and leases name it.</summary>
    public string Owner { get; }

    /// <summary>What stops new submits when too many outcomes are unknown.</summary>
    public BreakerDesk Breaker { get; }

    /// <summary>What takes the unforeseen from media work.</summary>
    public StumbleDesk Stumbles { get; }

    /// <summary>How long generations took lately.</summary>
    public GenerationTimes Times { get; } = new();

    /// <summary>A new run of a chain, not yet recorded.</summary>
    public Transition Plan(ChainDefinition definition, string? sourceFile) =>
        RunStart.Create(RunIds.New(_time), definition, sourceFile, _options.MaxCreditsPerRun, _time.GetUtcNow());

    /// <summary>Does the next thing that can be done at once: declares a lapsed intent unknown, or submits a segment.</summary>
    /// <returns>What was done, if anything, and what the run wants next.</returns>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public async Task<StepResult> StepAsync(string runId, CancellationToken cancellationToken = default)
    {
        var run = await FindAsync(runId, cancellationToken);
        string? did = null;
        switch (NextSteps.Of(run, _time.GetUtcNow()).FirstOrDefault(step => step is Step.Lapse or Step.Submit))
        {
            case Step.Lapse lapse:
                did = await LapseAsync(runId, lapse.AttemptId);
                break;
            case Step.Submit submit:
                did = await AloneAsync($"{runId}/submit", () => _submitter.SubmitAsync(run, submit.Segment, cancellationToken));
                break;
        }

        run = await FindAsync(runId, cancellationToken);
        return new StepResult(did, run, NextSteps.Of(run, _time.GetUtcNow()));
    }

    /// <summary>Asks the provider how a job stands; an answer that changes nothing reads and writes nothing.</summary>
    public Task<Asked> AskAsync(WatchedJob job, CancellationToken cancellationToken = default) =>
        _asker.AskAsync(job, cancellationToken);

    /// <summary>Looks for an attempt whose outcome is unknown, or for a second job of one that was sent more than once; true when the run changed.</summary>
    public Task<bool> LookForAsync(string runId, string attemptId, CancellationToken cancellationToken = default) =>
        _searcher.LookForAsync(runId, attemptId, cancellationToken);

    /// <summary>Fetches an attempt's clip; says what was done, or null.</summary>
    public Task<string?> DownloadAsync(string runId, string attemptId, CancellationToken cancellationToken = default) =>
        AloneAsync($"{runId}/{attemptId}", () => _fetcher.FetchAsync(runId, attemptId, cancellationToken));

    /// <summary>Makes a run's video; says what was done, or null.</summary>
    public Task<string?> StitchAsync(string runId, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        AloneAsync($"{runId}/stitch", () => _assembler.StitchAsync(runId, progress, cancellationToken));

    /// <summary>Somebody who knows an attempt's webhook token says that its job is worth a look. What the call says is checked, never believed.</summary>
    /// <param name="runId">The token's run.</param>
    /// <param name="attemptId">The token's attempt.</param>
    /// <param name="jobId">The job that the call names, if any.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    public async Task HintAsync(string runId, string attemptId, string? jobId, CancellationToken cancellationToken = default)
    {
        var attempt = (await FindAsync(runId, cancellationToken)).Attempt(attemptId);
        if (jobId is not null && (attempt.LacksJob || (attempt.JobId == jobId && !attempt.IsCertainOf(jobId))) && await ExistsAsync(jobId, cancellationToken))
        {
            try
            {
                await _ledger.UpdateAsync(runId, run => run.Accepted(attemptId, jobId, _time.GetUtcNow()), cancellationToken);
            }
            catch (IllegalTransitionException)
            {
                // It is another attempt's job, or the answer of the POST was faster: a call changes nothing by itself.
            }
        }

        var after = await FindAsync(runId, cancellationToken);
        if (jobId is not null && after.Attempt(attemptId) is { LacksJob: false } settled && settled.JobId != jobId
            && settled.OtherJobs.All(other => other.JobId != jobId) && await ExistsAsync(jobId, cancellationToken))
        {
            await _otherJobs.RecordAsync(runId, attemptId, jobId);
        }

        if (after.Attempt(attemptId) is { State: AttemptState.Failed, JobId: not null } failed)
        {
            await ReviewAsync(runId, failed, cancellationToken);
        }

        if (WatchedJob.Of(after, attemptId) is { } job)
        {
            await AskAsync(job, cancellationToken);
        }
    }

    /// <summary>Stops a run from spending any more.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="seen">The version that the person looked at; null takes the run as it is. So for every answer.</param>
    /// <param name="cancellationToken">Cancels waiting for the ledger.</param>
    /// <exception cref="IllegalTransitionException">It has already ended, or changed since it was looked at.</exception>
    public Task<Run> CancelAsync(string runId, long? seen = null, CancellationToken cancellationToken = default) =>
        _ledger.UpdateAsync(runId, run => run.AsSeen(seen).Cancelled(_time.GetUtcNow()), cancellationToken);

    /// <summary>Takes up a run that stands still.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="maxCredits">A new cap; null keeps the old one.</param>
    /// <param name="seen">As for <see cref="CancelAsync"/>.</param>
    /// <param name="cancellationToken">Cancels waiting for the ledger.</param>
    /// <exception cref="IllegalTransitionException">Another answer is needed first.</exception>
    public Task<Run> RetryAsync(string runId, decimal? maxCredits = null, long? seen = null, CancellationToken cancellationToken = default) =>
        _ledger.UpdateAsync(runId, run => run.AsSeen(seen).Retried(maxCredits ?? run.MaxCredits, _time.GetUtcNow()), cancellationToken);

    /// <summary>Pays again for the attempt that the run is parked for.</summary>
    /// <exception cref="IllegalTransitionException">The run is not parked for such an attempt.</exception>
    public Task<Run> ResubmitAsync(string runId, long? seen = null, CancellationToken cancellationToken = default) =>
        _ledger.UpdateAsync(runId, run => run.AsSeen(seen).Resubmitted(), cancellationToken);

    /// <summary>Gives up the attempt that the run is parked for, and the run with it.</summary>
    /// <exception cref="IllegalTransitionException">The run is not parked for such an attempt.</exception>
    public Task<Run> AbandonAsync(string runId, long? seen = null, CancellationToken cancellationToken = default) =>
        _ledger.UpdateAsync(runId, run => run.AsSeen(seen).Abandoned(_time.GetUtcNow()), cancellationToken);

    /// <summary>Takes a job of the account as the one whose answer was lost, after asking the provider whether it exists.</summary>
    /// <exception cref="IllegalTransitionException">The run does not miss a job.</exception>
    /// <exception cref="JobOwnedException">The job belongs to another attempt.</exception>
    /// <exception cref="ProviderException">The provider does not know the job, or does not answer.</exception>
    public async Task<Run> AdoptAsync(string runId, string jobId, long? seen = null, CancellationToken cancellationToken = default)
    {
        // Tried on the value first: where it is no answer, nobody needs to be asked.
        _ = (await FindAsync(runId, cancellationToken)).AsSeen(seen).Adopted(jobId, _time.GetUtcNow());
        switch (await _provider.GetJobAsync(jobId, cancellationToken))
        {
            case JobAnswer.NotFound notFound:
                throw new ProviderException(notFound.Failure with { Message = $"the provider does not know job {jobId}: {notFound.Failure.Message}" });
            case JobAnswer.NoAnswer none:
                throw new ProviderException(none.Failure);
        }

        return await _ledger.UpdateAsync(runId, run => run.AsSeen(seen).Adopted(jobId, _time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Takes over from a process that is gone for certain: an embedded ledger has one owner, and that is this one now. Its intents are unknown, its runs without a master.</summary>
    public async Task RecoverOrphansAsync(CancellationToken cancellationToken = default)
    {
        await _ledger.ReleaseOthersAsync(Owner, cancellationToken);
        foreach (var held in await _ledger.InFlightAsync(cancellationToken))
        {
            if (held.Attempt.State == AttemptState.Intended && held.Attempt.Owner != Owner)
            {
                await LapseAsync(held.RunId, held.Attempt.Id);
            }
        }
    }

    private async Task<string?> LapseAsync(string runId, string attemptId)
    {
        try
        {
            await _ledger.UpdateAsync(
                runId, run => run.OutcomeUnknown(attemptId, "the program stopped while it was being sent", _time.GetUtcNow()));
            return "an intent without an outcome is unknown now";
        }
        catch (IllegalTransitionException)
        {
            return null;
        }
    }

    private async Task ReviewAsync(string runId, Attempt failed, CancellationToken cancellationToken)
    {
        try
        {
            await _review.StandsAsync(runId, failed, cancellationToken);
        }
        catch (ProviderException)
        {
            // A call costs nothing and proves nothing; before anything is paid the job is asked for again.
        }
    }

    private async Task<bool> ExistsAsync(string jobId, CancellationToken cancellationToken) =>
        await _provider.GetJobAsync(jobId, cancellationToken) is not (JobAnswer.NotFound or JobAnswer.NoAnswer);

    private async Task<Run> FindAsync(string runId, CancellationToken cancellationToken) =>
        await _ledger.FindAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);

    // The ledger makes doing a thing twice harmless; this makes it rare.
    private async Task<string?> AloneAsync(string what, Func<Task<string?>> work)
    {
        if (!_busy.TryAdd(what, 0))
        {
            return null;
        }

        try
        {
            return await work();
        }
        finally
        {
            _busy.TryRemove(what, out _);
        }
    }
}
