using PictorySimulator.Faults;
using PictorySimulator.Rendering;
using PictorySimulator.Wire;

namespace PictorySimulator.Jobs;

/// <summary>Carries a job to its end: renders at once, and ends when the generation time is over and the clip is there.</summary>
internal sealed partial class JobRunner(
    SimulatorSettings settings, TimeProvider time, SourceFetcher sources, ClipRenderer renderer, WebhookCaller webhooks,
    Func<decimal> creditsUsed, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim slots = new(settings.MaxConcurrentRenders);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> running = [];
    private readonly List<Task> settling = [];

    /// <summary>Starts a job and returns at once.</summary>
    public void Start(SimulatedJob job)
    {
        lock (running)
        {
            var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            running.RemoveAll(t => t.IsCompletedSuccessfully);
            running.Add(RunAsync(job, settled));
            settling.RemoveAll(t => t.IsCompleted);
            settling.Add(settled.Task);
        }
    }

    /// <summary>Ends when nothing is being made: every job has ended, or only waits for its time.</summary>
    public Task WhenSettledAsync()
    {
        lock (running)
        {
            return Task.WhenAll(settling);
        }
    }

    /// <summary>Gives up all jobs, and ends when none is left.</summary>
    /// <exception cref="Exception">A job met an error of the simulator itself.</exception>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        Task[] left;
        lock (running)
        {
            left = [.. running];
        }

        await Task.WhenAll(left);
    }

    private async Task RunAsync(SimulatedJob job, TaskCompletionSource settled)
    {
        if (job.Fault.Hang)
        {
            settled.SetResult();
            return;
        }

        var due = Task.Delay(job.Fault.Generation ?? settings.Generation, time, stop.Token);
        try
        {
            await EndAsync(job, due, settled);
            settled.TrySetResult();
            await webhooks.CallAsync(job, stop.Token);
            if (job.Fault.CleanAfter is { } cleanAfter)
            {
                await Task.Delay(cleanAfter, time, stop.Token);
                job.Clean();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The simulator is closing.
        }
        finally
        {
            settled.TrySetResult();
        }
    }

    public void Dispose()
    {
        stop.Dispose();
        slots.Dispose();
    }

    private async Task EndAsync(SimulatedJob job, Task due, TaskCompletionSource settled)
    {
        JobError? error = job.Fault.Fail ?? LackOfCredits();
        Clip? clip = null;
        if (error is null && settings.Render)
        {
            try
            {
                clip = await RenderAsync(job);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever it was: a job that hangs because of an error here would look like a fault that nobody asked for.
                LogFailed(job.Id, e.Message);
                error = new("TEXT_TO_VIDEO_FAILED", e.Message);
            }
        }

        if (!due.IsCompleted)
        {
            settled.TrySetResult();
        }

        await due;
        if (error is null)
        {
            job.Complete(clip, time.GetUtcNow());
        }
        else
        {
            job.Fail(error, settings.RefundFailed, time.GetUtcNow());
        }
    }

    private JobError? LackOfCredits() =>
        settings.InsufficientCreditsFailJob && creditsUsed() > settings.QuotaLimit
            ? new("INSUFFICIENT_CREDITS", "You do not have enough AI credits for this request.")
            : null;

    private async Task<Clip> RenderAsync(SimulatedJob job)
    {
        var request = job.Request;
        var order = new ClipOrder(request.Prompt, request.Model, request.AspectRatio, SecondsOf(request))
        {
            FirstFrame = await sources.TryFetchAsync(request.FirstFrame, stop.Token),
            Extend = await sources.TryFetchAsync(request.Extend, stop.Token),
            Reference = await sources.TryFetchAsync(request.References is [var first, ..] ? first : null, stop.Token),
            Look = ClipLook.From(settings, job.Fault),
        };
        await slots.WaitAsync(stop.Token);
        try
        {
            return await renderer.RenderAsync(order, job.Id, stop.Token);
        }
        finally
        {
            slots.Release();
        }
    }

    private int SecondsOf(SubmitRequest request) =>
        settings.ForceEightSecondsForReferences && request.References.Count > 0 && request.Model.Name != "pixverse5.5"
            ? 8
            : request.Seconds;

    [LoggerMessage(1, LogLevel.Warning, "Job {JobId} failed: {Reason}")]
    private partial void LogFailed(string jobId, string reason);
}
