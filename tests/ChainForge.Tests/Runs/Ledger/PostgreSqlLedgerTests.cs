using ChainForge.Runs;
using Npgsql;

namespace ChainForge.Tests.Runs.Ledger;

public sealed class PostgreSqlLedgerTests(PostgreSqlCluster cluster) : LedgerContract, IClassFixture<PostgreSqlCluster>
{
    private protected override async Task<RunLedger> OpenAsync() => await RunLedger.OpenPostgreSqlAsync(await cluster.NewDatabaseAsync(), Time);

    [PostgreSqlFact]
    public Task Every_field_of_a_run_comes_back() => RoundTripAsync();

    [PostgreSqlFact]
    public Task Sixty_four_writers_lose_no_update() => NoLostUpdateAsync();

    [PostgreSqlFact]
    public Task A_transition_that_throws_leaves_nothing_and_troubles_nobody() => ThrowingTransitionAsync();

    [PostgreSqlFact]
    public Task A_job_belongs_to_one_attempt() => JobBelongsToOneAsync();

    [PostgreSqlFact]
    public Task Places_are_never_given_twice() => PlacesAsync();

    [PostgreSqlFact]
    public Task A_content_is_taken_in_once() => TakeInAsync();

    [PostgreSqlFact]
    public Task A_lease_is_held_renewed_and_lost() => LeasesAsync();

    [PostgreSqlFact]
    public Task Eight_servers_share_the_runs() => ManyLeasesAtOnceAsync();

    [PostgreSqlFact]
    public async Task Four_servers_that_start_at_once_make_one_ledger()
    {
        var database = await cluster.NewDatabaseAsync();

        var ledgers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunLedger.OpenPostgreSqlAsync(database, Time))));

        await ledgers[0].AddAsync(new Transition(Given.Run(), "made"));
        (await ledgers[3].FindAsync(Given.Run().Id)).Should().NotBeNull();
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [PostgreSqlFact]
    public async Task A_ledger_of_a_newer_program_is_refused()
    {
        var database = await cluster.NewDatabaseAsync();
        await (await RunLedger.OpenPostgreSqlAsync(database, Time)).DisposeAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("UPDATE ledger_meta SET value = '3' WHERE key = 'version'");
        await command.ExecuteNonQueryAsync();

        (await ((Func<Task>)(() => RunLedger.OpenPostgreSqlAsync(database, Time))).Should().ThrowAsync<LedgerException>()).WithMessage("*version 3*");
    }

    [PostgreSqlFact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        var refusal = await ((Func<Task>)(() => RunLedger.OpenPostgreSqlAsync("Host=127.0.0.1;Port=1;Username=u;Password=canary;Timeout=2", Time))).Should().ThrowAsync<LedgerException>();

        refusal.Which.ToString().Should().Contain("ChainForge:Storage:ConnectionString").And.NotContain("canary");
    }
}
