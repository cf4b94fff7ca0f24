using ChainForge.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Runs;

/// <summary>Does what a run wants done, as the program's jobs and its watch would, until it wants nothing more.</summary>
/// <param name="engine">The engine.</param>
/// <param name="time">The clock, which goes on when there is nothing to do.</param>
/// <param name="settle">Waits for what needs real time before the clock goes on; null when nothing does.</param>
internal sealed class RunDriver(RunEngine engine, FakeTimeProvider time, Func<Task>? settle = null)
{
    private const int MaxPasses = 1000;

    /// <returns>The run once it goes on only when a person says something, or never.</returns>
    public async Task<Run> DriveAsync(string runId)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var step = await engine.StepAsync(runId);
            if (step.Next.Count == 0)
            {
                return step.Run;
            }

            if (step.Did is null && !await DoAsync(step.Run, step.Next))
            {
                await (settle?.Invoke() ?? Task.CompletedTask);
                time.Advance(TimeSpan.FromSeconds(10));
            }
        }

        throw new InvalidOperationException($"run {runId} comes to no end");
    }

    /// <returns>Whether anything was done.</returns>
    public async Task<bool> DoAsync(Run run, IReadOnlyList<Step> steps)
    {
        var did = false;
        foreach (var step in steps)
        {
            did |= step switch
            {
                Step.Ask ask => WatchedJob.Of(run, ask.AttemptId) is { } job && (await engine.AskAsync(job)).Changed,
                Step.LookFor look => await engine.LookForAsync(run.Id, look.AttemptId),
                Step.Download download => await engine.DownloadAsync(run.Id, download.AttemptId) is not null,
                Step.Stitch => await engine.StitchAsync(run.Id) is not null,
                _ => false,
            };
        }

        return did;
    }
}
