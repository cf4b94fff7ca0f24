using System.Text;
using ChainForge.IntegrationTests.Program;
using ChainForge.Runs;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>The provider's bill beside the ledger, after whatever happened to the program.</summary>
internal static class Books
{
    public const decimal Cost = 8;

    /// <summary>The runs of an embedded ledger, newest first; none where there is no ledger.</summary>
    public static async Task<IReadOnlyList<Run>> ReadAsync(string data)
    {
        if (!RunLedger.IsIn(data))
        {
            return [];
        }

        await using var ledger = await RunLedger.OpenEmbeddedAsync(data, TimeProvider.System);
        return await ledger.ListAsync();
    }

    /// <summary>The runs of a shared ledger.</summary>
    public static async Task<IReadOnlyList<Run>> ReadPostgreSqlAsync(string database)
    {
        await using var ledger = await RunLedger.OpenPostgreSqlAsync(database, TimeProvider.System);
        return await ledger.ListAsync();
    }

    /// <summary>The oracle of every row: nothing is paid twice, the ledger is the bill, no run stands still without a word, no secret is written down.</summary>
    /// <param name="studio">Where it happened.</param>
    /// <param name="runs">Every run of the ledger.</param>
    /// <param name="where">What happened, for the message.</param>
    public static void Balance(Studio studio, IReadOnlyList<Run> runs, string where)
    {
        var bill = studio.Simulator.State.Bill.Jobs;
        var attempts = runs.SelectMany(run => run.Segments).SelectMany(segment => segment.Attempts).ToList();
        var named = attempts.Select(attempt => attempt.JobId).OfType<string>().ToList();
        var open = attempts.Count(attempt => attempt.JobId is null && attempt.HeldCredits > 0);
        var lost = bill.Count(job => !named.Contains(job.JobId));

        runs.Should().OnlyContain(run => run.State == RunState.Completed || (run.State == RunState.Parked && run.Parking!.Cause == ParkingCause.OutcomeUnknown), where);
        bill.Select(job => job.Prompt).Should().OnlyHaveUniqueItems($"no segment is paid twice: {where}");
        named.Should().BeSubsetOf(bill.Select(job => job.JobId)).And.OnlyHaveUniqueItems(where);
        lost.Should().BeLessThanOrEqualTo(open, $"what was paid for is in the ledger, or a person is asked for it: {where}");
        runs.Sum(run => run.Spent + run.Reserved).Should().Be(bill.Sum(job => job.Credits) + ((open - lost) * Cost), $"the ledger is the bill: {where}");
        NothingSecret(studio, where);
    }

    /// <summary>As <see cref="Balance"/>, with every run completed and its video there.</summary>
    public static void AllCompleted(Studio studio, IReadOnlyList<Run> runs, int jobs, string where = "")
    {
        runs.Should().NotBeEmpty().And.OnlyContain(run => run.State == RunState.Completed, where);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(jobs, where);
        runs.Should().OnlyContain(run => File.Exists(studio.Video(run.Chain)), where);
        Directory.GetFileSystemEntries(studio.Folder, "*.partial", SearchOption.AllDirectories).Should().BeEmpty($"nothing unfinished is left: {where}");
        Balance(studio, runs, where);
    }

    private static void NothingSecret(Studio studio, string where)
    {
        string[] secrets = [Studio.Key, "?sig=", .. studio.Simulator.State.Bill.Jobs.Select(job => job.Webhook?.Split('/')[^1]).OfType<string>()];
        studio.Printed.Should().NotContainAny(secrets, where);

        // A lock holds a process id, and whoever lives holds the lock.
        foreach (var file in Directory.GetFiles(studio.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var text = reader.ReadToEnd();
            secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Should().BeEmpty($"no secret is written down, but one is in {file}: {where}");
        }
    }
}
