using ChainForge.Runs;
using ChainForge.Tests.Runs;
using ChainForge.Tests.Runs.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Faults;

/// <summary>Ledgers that earlier versions left in the middle of their work are carried on by this one.</summary>
public sealed class Row47UpgradeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Row47_A_recorded_ledger_goes_on_to_its_end_and_pays_only_for_what_is_missing(int version)
    {
        RecordedLedger.LayInto(_folder.Of("data"), version);
        await using var ledger = await OpenAsync();
        var runs = await ledger.ListAsync();
        runs.Select(run => (run.Chain, run.State)).Should().BeEquivalentTo(
            [("harbour", RunState.Completed), ("storm", RunState.Failed), ("island", RunState.Parked), ("tower", RunState.Running)]);
        ledger.Damaged.Should().BeEmpty();
        var tower = runs.Single(run => run.Chain == "tower");
        var provider = new ScriptedProvider(_time);
        foreach (var attempt in runs.SelectMany(run => run.Segments).SelectMany(segment => segment.Attempts).Where(attempt => attempt.JobId is not null))
        {
            // A failure without a price: version 1 let its credits go, later ones keep them reserved.
            provider.TakenBefore(attempt.JobId!, attempt.State == AttemptState.Failed ? attempt.HeldCredits : 8);
        }

        var engine = new RunEngine(ledger, provider, new ScriptedMedia(), new EngineOptions { OutputFolder = _folder.Of("output") }, "new", _time, NullLoggerFactory.Instance);
        await engine.RecoverOrphansAsync();
        var done = await new RunDriver(engine, _time).DriveAsync(tower.Id);

        done.State.Should().Be(RunState.Completed, done.Reason ?? done.Parking?.Message ?? "");
        (provider.Submits, done.Spent, done.Reserved).Should().Be((1, 24m, 0m));
        (await ledger.ListAsync()).Sum(run => run.Spent + run.Reserved).Should().Be(provider.Bill.Sum(job => job.Credits) + 8, "the parked one's lost request stays reserved");
        (await ledger.HistoryAsync(tower.Id)).Select(line => line.Text).Should().Contain(line => line.StartsWith("segment 2 (02): accepted"), "the history is kept");
    }

    [Fact]
    public async Task Row47_An_older_ledger_is_kept_as_it_was_beside_the_new_one()
    {
        RecordedLedger.LayInto(_folder.Of("data"), 1);

        await using (var ledger = await OpenAsync())
        {
            ledger.Upgraded.Should().Contain("from version 1 to 2").And.Contain("ledger.v1.20261124-093000.db");
        }

        var copy = _folder.Of("data/ledger.v1.20261124-093000.db");
        (Scalar(copy, "PRAGMA user_version"), Scalar(copy, "SELECT COUNT(*) FROM runs")).Should().Be((1L, 4L));
        Scalar(_folder.Of("data/ledger.db"), "PRAGMA user_version").Should().Be(2L);
        await using var again = await OpenAsync();
        again.Upgraded.Should().BeNull();
        Directory.GetFiles(_folder.Of("data"), "*.partial").Should().BeEmpty();
    }

    [Fact]
    public async Task Row47_A_copy_is_never_written_over()
    {
        RecordedLedger.LayInto(_folder.Of("data"), 1);
        await File.WriteAllTextAsync(_folder.Of("data/ledger.v1.20261124-093000.db"), "an earlier copy");

        await using var ledger = await OpenAsync();

        ledger.Upgraded.Should().Contain("ledger.v1.20261124-093000-2.db");
        (await File.ReadAllTextAsync(_folder.Of("data/ledger.v1.20261124-093000.db"))).Should().Be("an earlier copy");
    }

    [Fact]
    public async Task Row47_While_an_older_program_works_on_it_a_ledger_is_not_upgraded()
    {
        RecordedLedger.LayInto(_folder.Of("data"), 1);
        await using (new FileStream(_folder.Of("data/owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            await ((Func<Task>)OpenAsync).Should().ThrowAsync<DataFolderOwnedException>();
        }

        Scalar(_folder.Of("data/ledger.db"), "PRAGMA user_version").Should().Be(1L);
    }

    [Theory]
    [InlineData(3, "newer program")]
    [InlineData(0, "damaged")]
    public async Task Row47_A_version_that_this_program_does_not_know_is_refused_and_left_as_it_is(int version, string says)
    {
        RecordedLedger.LayInto(_folder.Of("data"), 1);
        Scalar(_folder.Of("data/ledger.db"), $"PRAGMA user_version = {version}");

        (await ((Func<Task>)OpenAsync).Should().ThrowAsync<LedgerException>()).WithMessage($"*version {version}*{says}*");

        Scalar(_folder.Of("data/ledger.db"), "PRAGMA user_version").Should().Be((long)version);
        Directory.GetFiles(_folder.Of("data"), "ledger.v*").Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunLedger> OpenAsync() => RunLedger.OpenEmbeddedAsync(_folder.Of("data"), _time);

    private static object? Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
