using System.Text;
using ChainForge.Runs;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>What must hold after every row of the fault matrix, whatever the fault was.</summary>
internal static class Oracle
{
    /// <param name="bench">Where it happened.</param>
    /// <param name="alsoReserved">Credits that stay reserved beyond the bill, by design: for a request that was not found, and that nobody can know was not taken.</param>
    /// <param name="lost">Jobs on the bill that only a person can match: they are reserved for, but not named in the ledger.</param>
    public static async Task HoldsAsync(RunBench bench, decimal alsoReserved = 0, int lost = 0)
    {
        var runs = await bench.Ledger.ListAsync();
        var bill = bench.Provider.Bill;
        var attempts = runs.SelectMany(run => run.Segments).SelectMany(segment => segment.Attempts).ToList();
        var named = attempts.Select(attempt => attempt.JobId).OfType<string>().ToList();

        runs.Should().OnlyContain(run => run.State != RunState.Running || run.Next(bench.Time.GetUtcNow()).Count > 0, "no run stands still without a word");
        bill.Count.Should().BeLessThanOrEqualTo(attempts.Count, "an attempt is taken once at most");
        named.Should().OnlyHaveUniqueItems("a job belongs to one attempt");
        bill.Count(job => !named.Contains(job.Id)).Should().Be(lost, "what was paid for stands in the ledger");
        runs.Sum(run => run.Spent + run.Reserved).Should().Be(bill.Sum(job => job.Credits) + alsoReserved, "the ledger is the bill");
        await NothingSecretAsync(bench, runs);
    }

    /// <summary>As <see cref="HoldsAsync"/>, and the run has come to an end or to a person.</summary>
    public static async Task EndsAsync(RunBench bench, Run run, RunState state, decimal alsoReserved = 0, int lost = 0)
    {
        run.State.Should().Be(state, run.Parking?.Message ?? run.Reason ?? "");
        await HoldsAsync(bench, alsoReserved, lost);
    }

    private static async Task NothingSecretAsync(RunBench bench, IReadOnlyList<Run> runs)
    {
        string[] secrets = [ScriptedProvider.Canary, .. bench.Provider.Jobs.Select(job => job.Webhook?.Segments[^1]).OfType<string>()];
        var texts = runs.Select(RunDocument.Write).ToList();
        foreach (var run in runs)
        {
            texts.AddRange((await bench.Ledger.HistoryAsync(run.Id)).Select(line => line.Text));
        }

        texts.Should().NotBeEmpty();
        foreach (var file in Directory.GetFiles(bench.FileOf(""), "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            texts.Add(await reader.ReadToEndAsync());
        }

        foreach (var secret in secrets)
        {
            texts.Should().NotContain(text => text.Contains(secret), "no secret is written down");
        }
    }
}
