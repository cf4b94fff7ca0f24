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
    public async Task Two_transactions_that_wait_for_each_other_both_happen()
    {
        await using var store = await PostgreSqlLedgerStore.OpenAsync(await cluster.NewDatabaseAsync(), CancellationToken.None);
        await store.WriteAsync(connection => connection.ExecuteAsync("INSERT INTO ledger_meta (key, value) VALUES ('a', '0'), ('b', '0')"), CancellationToken.None);
        using var both = new Barrier(2);
        var tries = 0;

        await Task.WhenAll(WriteAsync("a", "b"), WriteAsync("b", "a"));

        tries.Should().Be(3, "one of the two was chosen as the victim, and done again");
        (await store.ReadAsync(connection => connection.QueryAsync("SELECT value FROM ledger_meta WHERE key IN ('a', 'b')", reader => reader.GetString(0)), CancellationToken.None))
            .Should().Equal("2", "2");

        Task<int> WriteAsync(string first, string second)
        {
            var met = false;
            return Task.Run(() => store.WriteAsync(
                async connection =>
                {
                    Interlocked.Increment(ref tries);
                    await AddAsync(connection, first);
                    if (!met)
                    {
                        met = true;
                        both.SignalAndWait(TimeSpan.FromMinutes(1)).Should().BeTrue();
                    }

                    return await AddAsync(connection, second);
                },
                CancellationToken.None));
        }

        static Task<int> AddAsync(System.Data.Common.DbConnection connection, string key) =>
            connection.ExecuteAsync("UPDATE ledger_meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = @key", ("key", key));
    }

    [PostgreSqlFact]
    public async Task A_connection_that_is_cut_in_the_middle_changes_nothing_and_the_next_write_goes_through()
    {
        await using var store = await PostgreSqlLedgerStore.OpenAsync(await cluster.NewDatabaseAsync(), CancellationToken.None);
        await using var ledger = new RunLedger(store, Time);
        await ledger.AddAsync(new Transition(Given.Run(), "made"));

        await store.Awaiting(s => s.WriteAsync(
            async connection =>
            {
                await connection.ExecuteAsync("UPDATE runs SET state = 'lost'");
                return await connection.ExecuteAsync("SELECT pg_terminate_backend(pg_backend_pid())");
            },
            CancellationToken.None)).Should().ThrowAsync<LedgerUnwritableException>();

        (await ledger.UpdateAsync(Given.Run().Id, run => run.Cancelled(Given.Now))).State.Should().Be(RunState.Cancelled);
    }

    [PostgreSqlFact]
    public async Task A_ledger_of_version_1_is_upgraded()
    {
        var database = await cluster.NewDatabaseAsync();
        await (await RunLedger.OpenPostgreSqlAsync(database, Time)).DisposeAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("UPDATE ledger_meta SET value = '1' WHERE key = 'version'; DELETE FROM ledger_meta WHERE key IN ('ledger_id', 'intents')");
        await command.ExecuteNonQueryAsync();

        await using var ledger = await RunLedger.OpenPostgreSqlAsync(database, Time);

        ledger.Upgraded.Should().Contain("from version 1 to 2");
        await using var count = source.CreateCommand("SELECT COUNT(*) FROM ledger_meta WHERE key IN ('ledger_id', 'intents')");
        (await count.ExecuteScalarAsync()).Should().Be(2L);
    }

    [PostgreSqlFact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        var refusal = await ((Func<Task>)(() => RunLedger.OpenPostgreSqlAsync("Host=127.0.0.1;Port=1;Username=u;Password=canary;Timeout=2", Time))).Should().ThrowAsync<LedgerException>();

        refusal.Which.ToString().Should().Contain("ChainForge:Storage:ConnectionString").And.NotContain("canary");
    }
}
