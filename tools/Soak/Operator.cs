using ChainForge.Media;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using PictorySimulator.Admin;

namespace ChainForge.Soak;

/// <summary>The person: looks at the account as one would on the provider's pages, and answers what is parked.</summary>
internal sealed class Operator(RunLedger ledger, IVideoProvider provider, Func<Bill> account)
{
    private readonly RunEngine _engine = new(
        ledger, provider, new ClipMedia(new FFmpegTools("ffmpeg", "ffprobe"), TimeProvider.System), new EngineOptions { OutputFolder = "unused" }, "operator",
        TimeProvider.System, NullLoggerFactory.Instance);

    public int Answers { get; private set; }

    /// <summary>Closes the breaker and answers every run that is parked.</summary>
    public Task AnswerAsync() => LookAsync(mayPay: true);

    /// <summary>Closes the breaker and tries again what only waits for that: what cannot be known stays parked.</summary>
    public Task RetryAsync() => LookAsync(mayPay: false);

    private async Task LookAsync(bool mayPay)
    {
        try
        {
            await _engine.Breaker.CloseAsync();
            foreach (var run in await ledger.ListAsync())
            {
                if (run is { State: RunState.Parked })
                {
                    await AnswerAsync(run, mayPay);
                }
            }
        }
        catch (LedgerException)
        {
            // Just the time at which a server was frozen over it: the next look sees.
        }
    }

    private async Task AnswerAsync(Run run, bool mayPay)
    {
        try
        {
            if (run.Parking is not { Cause: ParkingCause.OutcomeUnknown or ParkingCause.Ambiguous, AttemptId: { } attemptId })
            {
                await _engine.RetryAsync(run.Id);
            }
            else if (mayPay)
            {
                await SettleAsync(run, attemptId);
            }
            else
            {
                return;
            }

            Answers++;
        }
        catch (Exception e) when (e is IllegalTransitionException or ProviderException)
        {
            // The service was faster, or the provider does not answer: the next look sees.
        }
    }

    private async Task SettleAsync(Run run, string attemptId)
    {
        var prompt = run.DefinitionOf(run.SegmentOf(attemptId)).Prompt;
        var jobs = account().Jobs.Where(job => job.Prompt == prompt).Select(job => job.JobId).ToList();
        var owned = await ledger.OwnedJobsAsync(jobs);
        if (jobs.Find(job => !owned.Contains(job)) is { } missing)
        {
            await _engine.AdoptAsync(run.Id, missing);
        }
        else
        {
            await _engine.ResubmitAsync(run.Id);
        }
    }
}
