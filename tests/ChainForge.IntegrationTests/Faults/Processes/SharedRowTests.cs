using ChainForge.IntegrationTests.Program;
using ChainForge.Runs;
using ChainForge.Tests.Runs.Ledger;
using Npgsql;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>Servers that share one PostgreSQL are frozen, killed and robbed of Hangfire's tables.</summary>
[TakesLong(265)]
public sealed class SharedRowTests(PostgreSqlCluster cluster) : IClassFixture<PostgreSqlCluster>
{
    [PostgreSqlFact]
    public async Task Row18_A_frozen_server_that_wakes_up_too_late_sends_nothing()
    {
        var (studio, database) = await OpenAsync();
        await using var _ = studio;
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        var zombie = studio.StartStruck("post.before", "stop", "serve", "--urls", "http://127.0.0.1:0");
        await zombie.SeesAsync("struck at post.before");
        var (_, address) = await studio.ServeStruckAsync();
        await UntilOverAsync(address);

        zombie.Thaw();

        await zombie.SeesAsync("NotSent");
        var runs = await Books.ReadPostgreSqlAsync(database);
        runs.Single().Parking!.Cause.Should().Be(ParkingCause.OutcomeUnknown);
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
        Books.Balance(studio, runs, "row 18");
    }

    [PostgreSqlFact]
    public async Task Row18_Where_the_bytes_had_left_the_other_server_adopts_the_job_and_the_late_answer_changes_nothing()
    {
        var (studio, database) = await OpenAsync();

        // However long the other server takes: the answer is there when the zombie wakes up, and is not given up before it is read.
        await using var _ = studio.With("ChainForge:Pictory:SubmitTimeout", "01:00:00");
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        ChainForgeProcess? zombie = null;
        studio.Simulator.State.Accepted += job =>
        {
            if (job.Index == 1)
            {
                zombie!.Freeze();
            }
        };
        (zombie, var _) = await studio.ServeStruckAsync();
        await studio.Simulator.State.WhenAcceptedAsync(1).WaitAsync(Deadlines.Long);
        var (_, address) = await studio.ServeStruckAsync();
        await UntilOverAsync(address);

        zombie.Thaw();

        await zombie.SeesAsync("Accepted");
        Books.AllCompleted(studio, await Books.ReadPostgreSqlAsync(database), 2);
    }

    [PostgreSqlFact]
    public async Task Row42_The_server_at_work_is_killed_and_the_other_goes_on()
    {
        var (studio, database) = await OpenAsync();
        await using var _ = studio;
        var servers = new List<ChainForgeProcess>();
        studio.Simulator.State.Accepted += job =>
        {
            if (job.Index == 2)
            {
                // The intent names the process that is sending.
                var owner = Books.ReadPostgreSqlAsync(database).GetAwaiter().GetResult().Single().Segments[1].Current!.Owner;
                var working = servers.Single(server => owner.Contains($"-{server.Id}-", StringComparison.Ordinal));
                working.KillAsync().GetAwaiter().GetResult();
                servers.Remove(working);
            }
        };
        var (first, address) = await studio.ServeStruckAsync();
        var (second, other) = await studio.ServeStruckAsync();
        servers.AddRange([first, second]);

        studio.Drop("harbour.yaml", Quick.Chain("harbour", 3));
        await studio.Simulator.State.WhenAcceptedAsync(3).WaitAsync(Deadlines.Long);

        servers.Should().ContainSingle();
        await UntilOverAsync(servers[0] == first ? address : other);
        Books.AllCompleted(studio, await Books.ReadPostgreSqlAsync(database), 3);
    }

    [PostgreSqlFact]
    public async Task Row43_A_second_copy_of_a_long_stitch_leaves_it_to_the_first()
    {
        var (studio, database) = await OpenAsync();
        await using var _ = studio.With("CRASH_SEND_WITHIN", "20").With("CRASH_ANSWER_WITHIN", "60");
        var ffmpeg = HeldFFmpeg.In(studio);
        var first = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await ffmpeg.HeldAsync();

        // As a scheduler that takes the first for dead: the same run, the same jobs, in another process.
        var second = studio.StartStruck("", "kill", "retry", "harbour");
        await second.SeesAsync("segment 2 (02): clip is here");

        // Two have been at it and have left again, whoever the scheduler gave them to.
        await CountsAsync(database, "SELECT count(*) FROM hangfire.job WHERE invocationdata::text LIKE '%StitchJob%' AND statename = 'Succeeded'", 2);
        Alone(studio, ffmpeg);
        second.HasExited.Should().BeFalse("it waits for the first");
        ffmpeg.Signal("CONT");

        (await first.ExitsAsync()).Should().Be(0, first.Error);
        (await second.ExitsAsync()).Should().Be(0, second.Error);
        ffmpeg.Calls.Should().Be(1);
        Books.AllCompleted(studio, await Books.ReadPostgreSqlAsync(database), 2);
    }

    [PostgreSqlFact]
    public async Task Row43_A_job_that_outlives_its_invisibility_time_out_is_begun_a_second_time_and_the_copy_leaves_it_alone()
    {
        var (studio, database) = await OpenAsync();
        await using var _ = studio.With("CRASH_SEND_WITHIN", "20").With("CRASH_ANSWER_WITHIN", "60").With("CRASH_LEASE", "60").With("CRASH_INVISIBLE", "2");
        var ffmpeg = HeldFFmpeg.In(studio);
        var (_, address) = await studio.ServeStruckAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        await ffmpeg.HeldAsync();

        // The very same job, given to a second worker while the first still has it, and left again.
        const string States = "SELECT count(*) FROM hangfire.state s JOIN hangfire.job j ON j.id = s.jobid WHERE j.invocationdata::text LIKE '%StitchJob%' AND s.name = ";
        await CountsAsync(database, States + "'Processing'", 2);
        await CountsAsync(database, States + "'Succeeded'", 1);
        ffmpeg.Calls.Should().Be(1, "the first is still at it");
        Directory.GetFiles(studio.Folder, "harbour.mp4", SearchOption.AllDirectories).Should().BeEmpty("nobody else makes the video");
        ffmpeg.Signal("CONT");

        // Hangfire may withdraw the first copy now that the second has ended; then the video is begun anew, by one again.
        await UntilOverAsync(address);
        Books.AllCompleted(studio, await Books.ReadPostgreSqlAsync(database), 2);
    }

    [PostgreSqlFact]
    public async Task Row41_Hangfire_s_tables_are_emptied_again_and_again_and_no_run_is_forgotten()
    {
        var (studio, database) = await OpenAsync();
        await using var _ = studio.With("CRASH_SEND_WITHIN", "20").With("CRASH_ANSWER_WITHIN", "60");
        studio.Simulator.State.Accepted += _ => ExecuteAsync(database, EmptyHangfire).GetAwaiter().GetResult();
        for (var chain = 0; chain < 3; chain++)
        {
            studio.Drop($"chain-{chain}.yaml", Quick.Chain($"chain-{chain}", 2));
        }

        var (_, address) = await studio.ServeStruckAsync();
        await UntilOverAsync(address, 3);

        Books.AllCompleted(studio, await Books.ReadPostgreSqlAsync(database), 6);
    }

    [PostgreSqlFact]
    public async Task Row41_Hangfire_s_schema_is_dropped_between_two_starts_and_no_run_is_forgotten()
    {
        var (studio, database) = await OpenAsync();
        await using var _ = studio;
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 3));
        var (first, _) = await studio.ServeStruckAsync();
        await studio.Simulator.State.WhenAcceptedAsync(2).WaitAsync(Deadlines.Long);
        await first.KillAsync();
        await ExecuteAsync(database, "DROP SCHEMA hangfire CASCADE");

        var (_, address) = await studio.ServeStruckAsync();
        await UntilOverAsync(address);

        Books.AllCompleted(studio, await Books.ReadPostgreSqlAsync(database), 3);
    }

    private const string EmptyHangfire = """
        DO $$ DECLARE name text; BEGIN
            FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'hangfire' AND tablename <> 'schema' LOOP
                EXECUTE format('TRUNCATE hangfire.%I CASCADE', name);
            END LOOP;
        END $$
        """;

    // Deadlines of seconds where the product's are of minutes: nothing else differs.
    private async Task<(Studio Studio, string Database)> OpenAsync()
    {
        var database = await cluster.NewDatabaseAsync();
        var studio = (await Studio.OpenAsync())
            .With("ChainForge:Storage:Provider", "PostgreSql")
            .With("ChainForge:Storage:ConnectionString", database)
            .With("ChainForge:Submit:SettleWindow", "00:00:01")
            .With("CRASH_SEND_WITHIN", "3")
            .With("CRASH_ANSWER_WITHIN", "3")
            .With("CRASH_LEASE", "2");
        return (studio, database);
    }

    private static void Alone(Studio studio, HeldFFmpeg ffmpeg)
    {
        ffmpeg.Calls.Should().Be(1, "the first is still at it");
        ffmpeg.Lives.Should().BeTrue();
        Directory.GetFiles(studio.Folder, "harbour.mp4", SearchOption.AllDirectories).Should().BeEmpty("nobody else makes the video");
    }

    private static async Task CountsAsync(string database, string sql, long least)
    {
        await using var source = NpgsqlDataSource.Create(database);
        using var deadline = new CancellationTokenSource(Deadlines.Long);
        while (true)
        {
            await using var command = source.CreateCommand(sql);
            if ((long)(await command.ExecuteScalarAsync(deadline.Token))! >= least)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, deadline.Token);
        }
    }

    private static async Task UntilOverAsync(Uri address, int count = 1) =>
        await Studio.UntilAsync(address, runs => runs.Count == count && runs.TrueForAll(run => run.GetProperty("state").GetString() != "running"));

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
