using ChainForge.Runs;
using ChainForge.Tests.Runs;
using ChainForge.Tests.Runs.Ledger;
using Microsoft.Data.Sqlite;

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

    [Theory]
    [InlineData(7, 19, RunState.Completed)]
    [InlineData(13, 21, RunState.Parked)]
    public async Task Row19_What_a_clip_really_cost_is_what_counts_against_the_cap(int price, int cap, RunState second)
    {
        await using var bench = await RunBench.OpenAsync(options => options with { MaxCreditsTotal = cap });
        bench.Provider.Price = _ => price;
        var first = await bench.StartAndDriveAsync(Given.Chain(1));
        (first.State, first.Spent, first.Reserved).Should().Be((RunState.Completed, (decimal)price, 0m));

        var run = await bench.StartAndDriveAsync(Given.Chain(1));

        await Oracle.EndsAsync(bench, run, second);
        (await ColumnsAsync(bench)).Should().Be((bench.Provider.Bill.Sum(job => job.Credits), 0m));
    }

    [Fact]
    public async Task Row19_A_clip_that_cost_more_leaves_less_of_the_chain_s_own_cap()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Provider.Price = jobId => jobId == "j001" ? 13 : null;

        var run = await bench.StartAndDriveAsync(Given.Chain(2, maxCredits: 22));

        await Oracle.EndsAsync(bench, run, RunState.Parked);
        (run.Parking!.Cause, run.Spent, run.Reserved, bench.Provider.Submits).Should().Be((ParkingCause.Budget, 13m, 0m, 1));
    }

    // What runs are found and added up by, beside the document.
    private static async Task<(decimal Spent, decimal Reserved)> ColumnsAsync(RunBench bench)
    {
        await using var connection = new SqliteConnection($"Data Source={bench.FileOf("data/ledger.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        return (await connection.QueryAsync("SELECT sum(spent), sum(reserved) FROM runs", reader => (reader.GetInt64(0) / 1000m, reader.GetInt64(1) / 1000m))).Single();
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
