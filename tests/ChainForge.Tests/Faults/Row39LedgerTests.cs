using ChainForge.Runs;
using ChainForge.Tests.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Faults;

/// <summary>A ledger that lost something, or is not the one that belongs there, is never paid from.</summary>
public sealed class Row39LedgerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Given.Now);

    [Fact]
    public async Task Row39_A_ledger_whose_log_was_removed_with_intents_in_it_is_refused()
    {
        await using var ledger = await OpenAsync("data");
        await IntendAsync(ledger, "a");
        Copy("data", "killed", "ledger.db", "ledger.db-wal", "ledger.marker");
        Copy("data", "lost", "ledger.db", "ledger.marker");

        (await RefusalAsync("lost")).Should().Contain("lost its newest entries").And.Contain("1 paid requests").And.Contain("ledger.marker");
        await using var whole = await OpenAsync("killed");
        (await whole.InFlightAsync()).Should().ContainSingle("the shared memory file is missing too, and is made anew");
    }

    [Fact]
    public async Task Row39_A_backup_older_than_the_last_intent_is_refused_and_a_person_may_accept_it()
    {
        await using (var ledger = await OpenAsync("data"))
        {
            await IntendAsync(ledger, "a");
        }

        Copy("data", "backup", "ledger.db");
        await using (var ledger = await OpenAsync("data"))
        {
            await IntendAsync(ledger, "b");
        }

        File.Copy(_folder.Of("backup/ledger.db"), _folder.Of("data/ledger.db"), overwrite: true);

        (await RefusalAsync("data")).Should().Contain("2 paid requests were written down in it, and it knows 1").And.Contain("paid again");
        File.Delete(_folder.Of("data/ledger.marker"));
        await using var accepted = await OpenAsync("data");
        (await accepted.ListAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Row39_The_ledger_of_another_folder_is_refused()
    {
        await (await OpenAsync("data")).DisposeAsync();
        await (await OpenAsync("other")).DisposeAsync();
        File.Copy(_folder.Of("other/ledger.db"), _folder.Of("data/ledger.db"), overwrite: true);

        (await RefusalAsync("data")).Should().Contain("is another one").And.Contain("Put the right one back");
    }

    [Fact]
    public async Task Row39_A_marker_that_cannot_be_understood_is_refused()
    {
        await (await OpenAsync("data")).DisposeAsync();
        await File.WriteAllTextAsync(_folder.Of("data/ledger.marker"), "ledger ?");

        (await RefusalAsync("data")).Should().Contain("ledger.marker is damaged");
    }

    [Fact]
    public async Task Row39_Zeroed_pages_are_named_in_the_words_of_the_integrity_check()
    {
        await using (var ledger = await OpenAsync("data"))
        {
            for (var i = 0; i < 40; i++)
            {
                await IntendAsync(ledger, $"run-{i}");
            }
        }

        var bytes = await File.ReadAllBytesAsync(_folder.Of("data/ledger.db"));
        Array.Clear(bytes, 4096 * 2, 4096 * 20);
        await File.WriteAllBytesAsync(_folder.Of("data/ledger.db"), bytes);

        (await RefusalAsync("data")).Should().MatchRegex("damaged: .*(page|Tree|malformed)").And.Contain(".recover");
    }

    [Fact]
    public async Task Row39_A_ledger_that_is_locked_for_too_long_stops_submits_loses_nothing_and_goes_on()
    {
        var store = await SqliteLedgerStore.OpenAsync(_folder.Of("data"), _time, busySeconds: 1, CancellationToken.None);
        await using var ledger = new RunLedger(store, _time);
        var provider = new ScriptedProvider(_time);
        var engine = new RunEngine(ledger, provider, new ScriptedMedia(), new EngineOptions { OutputFolder = _folder.Of("output") }, "me", _time, NullLoggerFactory.Instance);
        var start = engine.Plan(Given.Chain(2), null);
        await ledger.AddAsync(start);
        await using (var other = new SqliteConnection($"Data Source={_folder.Of("data/ledger.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await other.ExecuteAsync("BEGIN EXCLUSIVE");
            await engine.Awaiting(e => e.StepAsync(start.Run.Id)).Should().ThrowAsync<LedgerUnwritableException>();
            (await engine.StepAsync(start.Run.Id)).Did.Should().BeNull("while it cannot be written nothing is tried");
        }

        (provider.Submits, ledger.Trouble).Should().Be((0, ledger.Trouble));
        ledger.Trouble.Should().Contain("locked");
        _time.Advance(TimeSpan.FromMinutes(1));
        var run = await new RunDriver(engine, _time).DriveAsync(start.Run.Id);
        (run.State, provider.Submits, run.Spent).Should().Be((RunState.Completed, 2, 20m));
    }

    [Fact]
    public async Task Row39_One_record_that_cannot_be_understood_is_left_alone_and_all_others_go_on()
    {
        await using var ledger = await OpenAsync("data");
        await IntendAsync(ledger, "good");
        await IntendAsync(ledger, "newer");
        await IntendAsync(ledger, "odd");
        Execute("UPDATE runs SET document = replace(document, '{\"id\":\"newer\"', '{\"id\":\"newer\",\"mood\":1') WHERE id = 'newer'");
        Execute("UPDATE runs SET document = replace(document, '\"intended\"', '\"levitating\"') WHERE id = 'odd'");

        (await ledger.ListAsync()).Should().ContainSingle().Which.Id.Should().Be("good");
        (await ledger.LeaseAsync("me", TimeSpan.FromSeconds(30))).Should().ContainSingle();

        ledger.Damaged.Select(run => (run.Id, run.Reserved, run.InFlight)).Should().BeEquivalentTo([("newer", 10m, 1), ("odd", 10m, 1)]);
        ledger.Damaged.Should().Contain(run => run.Problem.Contains("newer") && run.Problem.Contains("mood"));
        await ledger.Awaiting(l => l.UpdateAsync("newer", run => run.Cancelled(Given.Now))).Should().ThrowAsync<LedgerException>();
        AccountTotals? seen = null;
        await ledger.UpdateAsync("good", (_, totals) => (seen = totals, (Transition?)null).Item2);
        (seen!.CreditsElsewhere, seen.InFlight).Should().Be((20m, 3), "what it holds stays counted");
    }

    [WriteProtectionFact]
    public async Task Row39_A_ledger_that_may_only_be_read_is_refused_before_anything_is_bought()
    {
        await using (var ledger = await OpenAsync("data"))
        {
            await IntendAsync(ledger, "a");
        }

        var before = await File.ReadAllBytesAsync(_folder.Of("data/ledger.db"));
        using (new WriteProtection(_folder.Of("data/ledger.db")))
        {
            (await RefusalAsync("data")).Should().Contain("ledger.db is read-only").And.Contain("Nothing is submitted");
        }

        (await File.ReadAllBytesAsync(_folder.Of("data/ledger.db"))).Should().Equal(before);
    }

    [WriteProtectionFact]
    public async Task Row39_A_ledger_in_a_folder_that_may_only_be_read_is_refused_by_name()
    {
        await (await OpenAsync("data")).DisposeAsync();

        using (new WriteProtection(_folder.Of("data")))
        {
            (await RefusalAsync("data")).Should().Contain(_folder.Of("data"));
        }

        await (await OpenAsync("data")).DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunLedger> OpenAsync(string folder) => RunLedger.OpenEmbeddedAsync(_folder.Of(folder), _time);

    private async Task<string> RefusalAsync(string folder) => (await ((Func<Task>)(() => OpenAsync(folder))).Should().ThrowAsync<LedgerException>()).Which.Message;

    private static async Task IntendAsync(RunLedger ledger, string id)
    {
        await ledger.AddAsync(new Transition(Given.Run() with { Id = id }, "made"));
        await ledger.UpdateAsync(id, (run, _) => run.SubmitIntended(0, Given.Intent(), TransitionSteps.NothingElse, 100, Given.Now));
    }

    private void Copy(string from, string to, params string[] names)
    {
        Directory.CreateDirectory(_folder.Of(to));
        foreach (var name in names)
        {
            File.Copy(_folder.Of($"{from}/{name}"), _folder.Of($"{to}/{name}"));
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Of("data/ledger.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().Should().Be(1);
    }
}
