using System.Text.Json;
using ChainForge.Tests.Runs.Ledger;

namespace ChainForge.IntegrationTests.Program;

/// <summary>Several servers over one PostgreSQL: they share the work, and nothing is paid twice.</summary>
[TakesLong(110)]
public sealed class SharedServersTests(PostgreSqlCluster cluster) : IClassFixture<PostgreSqlCluster>
{
    [PostgreSqlFact]
    public async Task Two_servers_share_the_chains_and_one_may_be_stopped()
    {
        await using var studio = (await Studio.OpenAsync())
            .With("ChainForge:Storage:Provider", "PostgreSql")
            .With("ChainForge:Storage:ConnectionString", await cluster.NewDatabaseAsync());
        var (first, _) = await studio.ServeAsync();
        var (_, address) = await studio.ServeAsync();

        // Both watch the same folder: each content is taken in once all the same.
        for (var chain = 1; chain <= 4; chain++)
        {
            studio.Drop($"chain-{chain}.yaml", Quick.Chain($"chain-{chain}", 3));
        }

        await studio.Simulator.State.WhenAcceptedAsync(4).WaitAsync(Deadlines.Long);
        first.Terminate();
        (await first.ExitsAsync()).Should().Be(0);
        var runs = await Studio.UntilAsync(address, runs => runs.Count == 4 && runs.TrueForAll(IsOver));

        runs.Should().OnlyContain(run => run.GetProperty("state").GetString() == "completed");
        studio.Simulator.State.Bill.Jobs.Select(job => job.Prompt).Should().HaveCount(12).And.OnlyHaveUniqueItems("no segment is paid twice");
    }

    private static bool IsOver(JsonElement run) => run.GetProperty("state").GetString() != "running";
}
