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
    public async Task AnswerAsync()
    {
        await _engine.Breaker.CloseAsync();
        foreach (var run in await ledger.ListAsync())
        {
            if (run is { State: RunState.Parked })
            {
                try
                {
                    await AnswerAsync(run);
                    Answers++;
                }
                catch (Exception e) when (e is IllegalTransitionException or ProviderException)
                {
                    // The service was faster, or the provider does not answer: the next look sees.
                }
            }
        }
    }

    /// <summary>Only lets submits go on: what is parked stays parked.</summary>
    public Task CloseBreakerAsync() => _engine.Breaker.CloseAsync();

    private async Task AnswerAsync(Run run)
    {
        if (run.Parking is not { Cause: ParkingCause.OutcomeUnknown or ParkingCause.Ambiguous, AttemptId: { } attemptId })
        {
            await _engine.RetryAsync(run.Id);
            return;
        }

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
