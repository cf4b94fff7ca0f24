using System.Collections.Concurrent;
using System.Threading.Channels;
using ChainForge.Runs;
using Hangfire;

namespace ChainForge.App.Jobs;

/// <summary>Hands jobs to Hangfire, from one task: its client blocks, and many callers at once would starve the thread pool.</summary>
/// <remarks>A job that already waits is not enqueued twice. That only saves work: Hangfire runs jobs at least once anyway.</remarks>
public sealed class JobEnqueuer(IBackgroundJobClient client, JobLabels labels, TimeProvider time) : BackgroundService
{
    // Should Hangfire lose its storage, the sweep may enqueue the same job again after this long.
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly Channel<JobRequest> _requests = Channel.CreateUnbounded<JobRequest>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<JobRequest, DateTimeOffset> _waiting = new();

    /// <summary>Asks for a job, unless it already waits.</summary>
    public void Enqueue(JobRequest request, Run? run = null)
    {
        var now = time.GetUtcNow();
        if (_waiting.TryGetValue(request, out var since) && now - since < Forgotten)
        {
            return;
        }

        _waiting[request] = now;
        if (run is not null)
        {
            labels.Keep(request, run);
        }

        _requests.Writer.TryWrite(request);
    }

    /// <summary>The job no longer stands in the way of another of its kind.</summary>
    public void Done(JobRequest request) => _waiting.TryRemove(request, out _);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var request in _requests.Reader.ReadAllAsync(stoppingToken))
        {
            _ = request.Kind switch
            {
                JobKind.Advance => client.Enqueue<AdvanceRunJob>(job => job.RunAsync(request.RunId, CancellationToken.None)),
                JobKind.Download => client.Enqueue<DownloadJob>(job => job.RunAsync(request.RunId, request.AttemptId!, CancellationToken.None)),
                _ => client.Enqueue<StitchJob>(job => job.RunAsync(request.RunId, CancellationToken.None)),
            };
        }
    }
}
