using ChainForge.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Runs.Ledger;

/// <summary>A key is a run, whichever server is asked, and one transaction decides.</summary>
public sealed class KeyedStartTests
{
    [Fact]
    public async Task Row50_Two_servers_and_one_key_are_one_run_in_SQLite()
    {
        using var folder = new TempFolder();
        await OneRunAsync(() => RunLedger.OpenEmbeddedAsync(folder.Root, new FakeTimeProvider(Given.Now)));
    }

    [PostgreSqlFact]
    public async Task Row50_Two_servers_and_one_key_are_one_run_in_PostgreSQL()
    {
        using var cluster = new PostgreSqlCluster();
        await cluster.InitializeAsync();
        try
        {
            var database = await cluster.NewDatabaseAsync();
            await OneRunAsync(() => RunLedger.OpenPostgreSqlAsync(database, new FakeTimeProvider(Given.Now)));
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Row50_A_run_that_cannot_be_recorded_uses_up_no_key()
    {
        using var folder = new TempFolder();
        await using var ledger = await RunLedger.OpenEmbeddedAsync(folder.Root, new FakeTimeProvider(Given.Now));
        await ledger.StartKeyedAsync("one", "body", new Transition(Given.Run(), "made"));

        // The same run id again: the ledger refuses the row, and the key with it.
        await ledger.Awaiting(l => l.StartKeyedAsync("two", "body", new Transition(Given.Run(), "made"))).Should().ThrowAsync<LedgerException>();

        (await ledger.FindKeyedAsync("two")).Should().BeNull();
        (await ledger.FindKeyedAsync("one")).Should().Be(new KeyedStart(Given.Run().Id, "body"));
    }

    private static async Task OneRunAsync(Func<Task<RunLedger>> openAsync)
    {
        await using var one = await openAsync();
        await using var two = await openAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
            (n % 2 == 0 ? one : two).StartKeyedAsync("key", $"body-{n}", new Transition(Given.Run() with { Id = $"run-{n}" }, "made"))));

        answers.Distinct().Should().ContainSingle();
        var run = (await two.ListAsync()).Should().ContainSingle().Subject;
        (await one.FindKeyedAsync("key")).Should().Be(answers[0]).And.Match<KeyedStart>(start => start.RunId == run.Id && start.Body == run.Id.Replace("run", "body"));
        (await one.FindKeyedAsync("other")).Should().BeNull();
    }
}
