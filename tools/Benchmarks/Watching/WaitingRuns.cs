using System.Diagnostics;
using ChainForge.Runs;

namespace ChainForge.Benchmarks.Watching;

/// <summary>Fills a ledger with runs whose first segment was accepted by the provider and is not finished.</summary>
internal static class WaitingRuns
{
    // Enough to fill the ledger's group commits; the order of the runs means nothing.
    private const int AtOnce = 256;

    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> CreateAsync(RunLedger ledger, int count, TimeProvider time)
    {
        var since = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancellationToken) =>
        {
            var id = $"20261124-000000-{number:00000}";
            await ledger.AddAsync(SampleChains.NewRun(id, time.GetUtcNow()), cancellationToken);
            await ledger.UpdateAsync(
                id, (run, totals) => run.SubmitIntended(0, SampleChains.Intent(0, time.GetUtcNow()), totals, int.MaxValue, time.GetUtcNow()), cancellationToken);
            await ledger.UpdateAsync(id, run => run.Accepted("01-1", JobOf(number), time.GetUtcNow()), cancellationToken);
        });
        return Stopwatch.GetElapsedTime(since);
    }

    public static string JobOf(int number) => $"4a09edf9-0000-4000-8000-{number:000000000000}";
}
