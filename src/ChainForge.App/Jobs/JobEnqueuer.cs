using System.Collections.Concurrent;
using System.Threading.Channels;
using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Hands jobs to Hangfire, from one task: its client blocks, and many callers at once would starve the thread pool.</summary>
/// <remarks>A job that already waits is not enqueued twice. That only saves work: Hangfire runs jobs at least once anyway.</remarks>
public sealed partial class JobEnqueuer(
    IBackgroundJobClient client, RunLedger ledger, JobLabels labels, SweepOptions options, TimeProvider time, ILogger<JobEnqueuer> logger) : BackgroundService
{
    private readonly Channel<JobRequest> _requests = Channel.CreateUnbounded<JobRequest>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<JobRequest, DateTimeOffset> _waiting = new();

    /// <summary>How many jobs were asked for and have not begun.</summary>
    internal int Waiting => _waiting.Count;

    /// <summary>Asks for a job, unless it already waits.</summary>
    public void Enqueue(JobRequest request)
    {
        var now = time.GetUtcNow();
        if (_waiting.TryGetValue(request, out var since) && now - since < options.Forgotten)
        {
            return;
        }

        _waiting[request] = now;
        _requests.Writer.TryWrite(request);
    }

    /// <summary>The job no longer stands in the way of another of its kind.</summary>
    public void Done(JobRequest request) => _waiting.TryRemove(request, out _);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var request in _requests.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await EnqueueAsync(request, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The ledger or Hangfire's storage does not answer: the sweep asks for the job again.
                Done(request);
                LogTrouble(logger, e, request.Kind, request.RunId);
            }
        }
    }

    private async Task EnqueueAsync(JobRequest request, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(request.RunId, cancellationToken) is not { } run)
        {
            return;
        }

        labels.Keep(request, run);
        _ = request.Kind switch
        {
            JobKind.Advance => client.Enqueue<AdvanceRunJob>(job => job.RunAsync(request.RunId, run.Version, CancellationToken.None)),
            JobKind.Download => client.Enqueue<DownloadJob>(job => job.RunAsync(request.RunId, request.AttemptId!, CancellationToken.None)),
            _ => client.Enqueue<StitchJob>(job => job.RunAsync(request.RunId, CancellationToken.None)),
        };
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "The {Kind} job of run {RunId} could not be enqueued; the sweep asks for it again")]
    private static partial void LogTrouble(ILogger logger, Exception exception, JobKind kind, string runId);
}
