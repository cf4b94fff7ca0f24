using ChainForge.Runs;
using ChainForge.Tests.Runs;
using ChainForge.Tests.Runs.Ledger;

namespace ChainForge.Tests.Faults;

/// <summary>Fifty runs at once and credits for seven: the bill is seven, on either store.</summary>
public sealed class Row19BudgetTests(PostgreSqlCluster cluster) : IClassFixture<PostgreSqlCluster>
{
    [Fact]
    public Task Row19_Fifty_runs_at_once_never_exceed_the_cap_of_all_runs_in_SQLite() => FiftyAsync(postgreSql: null);

    [PostgreSqlFact]
    public async Task Row19_Fifty_runs_at_once_never_exceed_the_cap_of_all_runs_in_PostgreSQL() => await FiftyAsync(await cluster.NewDatabaseAsync());

    [Fact]
    public async Task Row19_A_new_month_has_its_own_credits_and_a_higher_cap_goes_on()
    {
        await using var bench = await RunBench.OpenAsync(options => options with { MaxCreditsTotal = 19.999m });
        (await bench.StartAndDriveAsync(Given.Chain(1))).State.Should().Be(RunState.Completed);
        var run = await bench.StartAndDriveAsync(Given.Chain(1));
        (run.State, run.Parking!.Cause).Should().Be((RunState.Parked, ParkingCause.Budget));
        run.Parking.Message.Should().Contain("10 of 20 ").And.Contain("MaxCreditsTotal");

        bench.Time.Advance(TimeSpan.FromDays(8));
        await bench.Engine.RetryAsync(run.Id);

        await Oracle.EndsAsync(bench, await bench.DriveAsync(run.Id), RunState.Completed);
    }

    private static async Task FiftyAsync(string? postgreSql)
    {
        await using var bench = await RunBench.OpenAsync(options => options with { MaxCreditsTotal = 7 * Given.Cost, MaxJobsInFlight = 50 }, postgreSql);
        var runs = new List<string>();
        for (var number = 0; number < 50; number++)
        {
            runs.Add(await bench.StartAsync(Given.Chain(1, name: $"chain-{number}")));
        }

        await Task.WhenAll(runs.Select(runId => Task.Run(() => bench.Engine.StepAsync(runId))));

        bench.Provider.Bill.Should().HaveCount(7);
        foreach (var runId in runs)
        {
            await bench.DriveAsync(runId);
        }

        await Oracle.HoldsAsync(bench);
        var states = (await bench.Ledger.ListAsync()).Select(run => (run.State, run.Parking?.Cause)).ToList();
        states.Count(state => state == (RunState.Completed, null)).Should().Be(7);
        states.Count(state => state == (RunState.Parked, ParkingCause.Budget)).Should().Be(43);
    }
}
