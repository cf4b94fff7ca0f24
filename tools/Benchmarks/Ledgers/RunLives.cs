using System.Collections.Concurrent;
using System.Diagnostics;
using ChainForge.Benchmarks.Figures;
using ChainForge.Runs;

namespace ChainForge.Benchmarks.Ledgers;

/// <summary>Leads runs through their whole life, each transition durable before the next.</summary>
internal static class RunLives
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);

    /// <summary>So many writers at once, each one life after the other.</summary>
    public static async Task<WriteFigures> LiveAsync(IRunStore store, int writers)
    {
        var times = new ConcurrentBag<double>();
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var life = 0; Stopwatch.GetElapsedTime(since) < Least; life++)
            {
                await LiveAsync(store, $"{writer:000}-{life:0000}", times);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        var sorted = times.Order().ToArray();
        return new WriteFigures(sorted.Length / seconds, Spread.Quantile(sorted, 0.5), Spread.Quantile(sorted, 0.99), sorted[^1]);
    }

    private static async Task LiveAsync(IRunStore store, string id, ConcurrentBag<double> times)
    {
        var now = TimeProvider.System.GetUtcNow();
        await TimedAsync(() => store.AddAsync(SampleChains.NewRun(id, now)));
        for (var index = 0; index < SampleChains.Segments; index++)
        {
            var (attempt, segment) = ($"{index + 1:00}-1", index);
            await TimedAsync(() => store.UpdateAsync(
                id, run => run.SubmitIntended(segment, SampleChains.Intent(segment, now), new AccountTotals(0, 0), int.MaxValue, now)));
            await TimedAsync(() => store.UpdateAsync(id, run => run.Accepted(attempt, $"job-{id}-{segment}", now)));
            await TimedAsync(() => store.UpdateAsync(id, run => run.Generated(attempt, 8, hasLastFrame: true, now)));
        }

        async Task TimedAsync(Func<Task> write)
        {
            var since = Stopwatch.GetTimestamp();
            await write();
            times.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
    }
}

/// <summary>Something that keeps runs.</summary>
internal interface IRunStore
{
    Task AddAsync(Transition start);

    Task UpdateAsync(string id, Func<Run, Transition?> transition);
}

/// <summary>The product's.</summary>
internal sealed class LedgerSide(RunLedger ledger) : IRunStore
{
    public Task AddAsync(Transition start) => ledger.AddAsync(start);

    public Task UpdateAsync(string id, Func<Run, Transition?> transition) => ledger.UpdateAsync(id, transition);
}

/// <summary>What a side gave; times in seconds.</summary>
internal sealed record WriteFigures(double PerSecond, double P50, double P99, double Most);
