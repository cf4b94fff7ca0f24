namespace ChainForge.Tests.Runs.Engine;

public sealed class RecoveryTests
{
    // Was: after a kill the next service waited a minute and a half for the lease of the dead one to end.
    [Fact]
    public async Task The_owner_of_an_embedded_ledger_takes_the_runs_of_the_one_that_died_at_once()
    {
        await using var bench = await RunBench.OpenAsync();
        var runId = await bench.StartAsync();
        await bench.Ledger.LeaseAsync(bench.Engine.Owner, TimeSpan.FromSeconds(90));
        var second = bench.NewEngine("second");

        await second.RecoverOrphansAsync();

        (await bench.Ledger.LeaseAsync(second.Owner, TimeSpan.FromSeconds(90))).Should().ContainSingle(run => run.Id == runId);
    }
}
