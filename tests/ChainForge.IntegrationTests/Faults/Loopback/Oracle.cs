using System.Text;
using ChainForge.Runs;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>What must hold after every row of the fault matrix, whatever the fault was; the simulator's bill is the judge.</summary>
internal static class Oracle
{
    /// <param name="bench">Where it happened.</param>
    /// <param name="alsoReserved">Credits that stay reserved beyond the bill, by design: for a request that nobody can know was not taken.</param>
    /// <param name="lost">Jobs on the bill that only a person can match: they are reserved for, but not named in the ledger.</param>
    /// <param name="doubled">Jobs that somebody between us and the provider made out of one request.</param>
    public static async Task HoldsAsync(LoopbackBench bench, decimal alsoReserved = 0, int lost = 0, int doubled = 0)
    {
        var runs = await bench.Ledger.ListAsync();
        var bill = bench.Bill;
        var segments = runs.SelectMany(run => run.Segments.Select(segment => (run.DefinitionOf(segment).Prompt, segment.Attempts))).ToLookup(pair => pair.Prompt, pair => pair.Attempts.Length);
        var attempts = runs.SelectMany(run => run.Segments).SelectMany(segment => segment.Attempts).ToList();
        var named = attempts.SelectMany(attempt => attempt.OtherJobs.Select(other => other.JobId).Append(attempt.JobId)).OfType<string>().ToList();

        runs.Should().NotBeEmpty();
        runs.Should().OnlyContain(run => run.State != RunState.Running || NextSteps.Of(run, bench.Time.GetUtcNow()).Count > 0, "no run stands still without a word");
        foreach (var jobs in bill.GroupBy(job => job.Prompt))
        {
            jobs.Count().Should().BeLessThanOrEqualTo(segments[jobs.Key].Sum() + doubled, "an attempt is taken once at most");
        }

        named.Should().OnlyHaveUniqueItems("a job belongs to one attempt");
        bill.Count(job => !named.Contains(job.JobId)).Should().Be(lost, "what was paid for stands in the ledger");
        bench.Simulator.State.Bill.Jobs.Where(job => job.ByHand).Should().NotContain(job => named.Contains(job.JobId), "somebody else's job is nobody's");
        runs.Sum(run => run.Spent + run.Reserved).Should().Be(bill.Sum(job => job.Credits) + alsoReserved, "the ledger is the bill");
        await NothingSecretAsync(bench, runs);
    }

    /// <summary>As <see cref="HoldsAsync"/>, and the run has come to an end or to a person.</summary>
    public static async Task EndsAsync(LoopbackBench bench, Run run, RunState state, decimal alsoReserved = 0, int lost = 0, int doubled = 0)
    {
        run.State.Should().Be(state, run.Parking?.Message ?? run.Reason ?? "");
        await HoldsAsync(bench, alsoReserved, lost, doubled);
    }

    private static async Task NothingSecretAsync(LoopbackBench bench, IReadOnlyList<Run> runs)
    {
        // The key, what results are signed with, and the tokens of the webhooks.
        string[] secrets = [LoopbackBench.Key, "?sig=", .. bench.Bill.Select(job => job.Webhook?.Split('/')[^1]).OfType<string>()];
        List<string> texts = [bench.Log.Text, .. runs.Select(RunDocument.Write)];
        foreach (var run in runs)
        {
            texts.AddRange(await bench.HistoryAsync(run.Id));
        }

        var files = Directory.GetFiles(bench.Folder, "*", SearchOption.AllDirectories);
        files.Should().NotBeEmpty();
        foreach (var file in files)
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
