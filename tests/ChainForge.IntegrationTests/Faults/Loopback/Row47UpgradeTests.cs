using ChainForge.IntegrationTests.Program;
using Microsoft.Data.Sqlite;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>The real program over a ledger of another version.</summary>
public sealed class Row47UpgradeTests
{
    [Fact]
    public async Task Row47_An_older_ledger_is_carried_on_and_a_newer_one_is_refused()
    {
        await using var studio = await Studio.OpenAsync();
        var data = Directory.CreateDirectory(Path.Combine(studio.Folder, "data")).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Ledgers", "v1.db"), Path.Combine(data, "ledger.db"));

        var runs = await studio.RunsAsync();

        runs.Select(run => $"{run.GetProperty("chain").GetString()} {run.GetProperty("state").GetString()}").Should()
            .BeEquivalentTo("harbour completed", "storm failed", "island parked", "tower running");
        Directory.GetFiles(data, "ledger.v1.*.db").Should().ContainSingle();

        using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, "ledger.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var refused = await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 1)));
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("has version 99").And.Contain("newer program");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
    }
}
