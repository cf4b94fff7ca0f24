using ChainForge.Runs;
using Microsoft.Data.Sqlite;

namespace ChainForge.Tests.Runs.Ledger;

/// <summary>A ledger that is not in good order is never started over.</summary>
public sealed class SqliteLedgerFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder.Of("ledger.db");

    [Fact]
    public async Task A_new_ledger_is_ours_and_durable()
    {
        await (await OpenAsync()).DisposeAsync();

        Pragma("journal_mode").Should().Be("wal");
        Pragma("application_id").Should().Be("1128680519");
        Pragma("user_version").Should().Be("2");
        System.IO.File.Exists(_folder.Of("ledger.marker")).Should().BeTrue();
    }

    [Fact]
    public async Task A_ledger_that_is_gone_is_never_begun_anew()
    {
        await (await OpenAsync()).DisposeAsync();
        System.IO.File.Delete(File);

        (await RefusalAsync()).Should().Contain("missing").And.Contain("ledger.marker").And.Contain("twice");
        System.IO.File.Exists(File).Should().BeFalse();
    }

    [Fact]
    public async Task A_ledger_that_was_emptied_is_never_begun_anew()
    {
        await (await OpenAsync()).DisposeAsync();
        await System.IO.File.WriteAllBytesAsync(File, []);

        (await RefusalAsync()).Should().Contain("missing or empty");
    }

    // Was: "not a ledger of ChainForge", for ever.
    [Fact]
    public async Task An_empty_file_of_a_first_start_that_died_is_begun_anew()
    {
        await System.IO.File.WriteAllBytesAsync(File, []);

        await (await OpenAsync()).DisposeAsync();

        Pragma("user_version").Should().Be("2");
    }

    [Fact]
    public async Task A_database_of_somebody_else_is_refused_and_left_as_it_is()
    {
        Execute("CREATE TABLE theirs (x)");
        var before = await System.IO.File.ReadAllBytesAsync(File);

        (await RefusalAsync()).Should().Contain("not a ledger of ChainForge");
        (await System.IO.File.ReadAllBytesAsync(File)).Should().Equal(before);
    }

    [Fact]
    public async Task A_text_file_is_refused_and_left_as_it_is()
    {
        await System.IO.File.WriteAllTextAsync(File, "my diary");

        (await RefusalAsync()).Should().Contain("ledger.db");
        (await System.IO.File.ReadAllTextAsync(File)).Should().Be("my diary");
    }

    [Fact]
    public async Task A_ledger_of_a_newer_program_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        Execute("PRAGMA user_version = 3");

        (await RefusalAsync()).Should().Contain("has version 3").And.Contain("newer program");
    }

    [Theory]
    [InlineData("cut short")]
    [InlineData("overwritten")]
    [InlineData("without its head")]
    public async Task A_damaged_ledger_is_refused(string how)
    {
        await using (var ledger = await OpenAsync())
        {
            for (var i = 0; i < 40; i++)
            {
                await ledger.AddAsync(new Transition(Given.Run() with { Id = $"run-{i}" }, "made"));
            }
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        if (how == "cut short")
        {
            bytes = bytes[..(bytes.Length / 2)];
        }
        else
        {
            Array.Fill(bytes, (byte)0x5A, how == "overwritten" ? 4096 : 0, 4096);
        }

        await System.IO.File.WriteAllBytesAsync(File, bytes);

        (await RefusalAsync()).Should().MatchRegex("damaged|cannot be opened");
    }

    [Fact]
    public async Task A_record_that_is_no_run_is_named()
    {
        await using var ledger = await OpenAsync();
        await ledger.AddAsync(new Transition(Given.Run(), "made"));
        Execute("UPDATE runs SET document = '{\"id\":'");

        (await ledger.Awaiting(l => l.FindAsync(Given.Run().Id)).Should().ThrowAsync<LedgerException>()).WithMessage("*20261123-090000-test is damaged*");
    }

    [Fact]
    public void The_second_owner_of_a_data_folder_is_told_what_to_do()
    {
        using (DataFolderLock.Take(_folder.Root))
        {
            ((Action)(() => DataFolderLock.Take(_folder.Root))).Should().Throw<LedgerException>().WithMessage("*already works on*--data*");
        }

        DataFolderLock.Take(_folder.Root).Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunLedger> OpenAsync() => RunLedger.OpenEmbeddedAsync(_folder.Root, TimeProvider.System);

    private async Task<string> RefusalAsync()
    {
        var refusal = await ((Func<Task>)OpenAsync).Should().ThrowAsync<LedgerException>();
        return refusal.Which.Message;
    }

    private string Pragma(string name)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return command.ExecuteScalar()!.ToString()!;
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}
