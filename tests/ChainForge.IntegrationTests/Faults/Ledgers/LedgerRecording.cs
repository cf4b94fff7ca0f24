using ChainForge.IntegrationTests.Program;
using Microsoft.Data.Sqlite;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Ledgers;

/// <summary>
/// Records the ledger that every later version must be able to carry on: one run completed, one failed, one parked with an
/// unknown outcome, and one killed while its second job was being generated.
/// </summary>
/// <remarks>
/// Before the ledger's version is raised, from the repository's root:
/// <c>CHAINFORGE_RECORD_LEDGER=$PWD/tests/ChainForge.Tests/Runs/Ledger/Ledgers/v2.db dotnet test tests/ChainForge.IntegrationTests --filter LedgerRecording</c>
/// </remarks>
public sealed class LedgerRecording
{
    [RecordingFact]
    public async Task The_ledger_of_this_version_is_recorded()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01");
        var faults = studio.Simulator.State.Faults;
        faults.Add(FaultTarget.Submit, new Fault { Job = new JobFault { Fail = new JobError("5001", "The prompt was rejected") } }, match: new FaultMatch { Prompt = "storm, a lighthouse above a calm harbour, scene 2" });
        faults.Add(FaultTarget.Submit, new Fault { Connection = ConnectionFault.Reset }, match: new FaultMatch { Prompt = "island, a lighthouse above a calm harbour, scene 2" });
        faults.Add(FaultTarget.Submit, new Fault { Job = new JobFault { Generation = TimeSpan.FromHours(1) } }, match: new FaultMatch { Prompt = "tower, a lighthouse above a calm harbour, scene 2" });
        (await studio.RunAsync("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)))).ExitCode.Should().Be(0);
        (await studio.RunAsync("run", studio.Write("storm.yaml", Quick.Chain("storm", 2)))).ExitCode.Should().Be(1);
        (await studio.RunAsync("run", studio.Write("island.yaml", Quick.Chain("island", 2)))).ExitCode.Should().Be(3);
        var killed = studio.Start("run", studio.Write("tower.yaml", Quick.Chain("tower", 3)));
        await killed.SeesAsync("segment 2 (02): accepted");
        await killed.KillAsync();

        var ledger = Path.Combine(studio.Folder, "data", "ledger.db");
        Tidy(ledger, studio.Folder);

        File.Copy(ledger, RecordingFactAttribute.Target!, overwrite: true);
        new FileInfo(RecordingFactAttribute.Target!).Length.Should().BeLessThan(200_000);
    }

    // The names of this machine and its folders are nobody's business; the rest stays as it was written.
    private static void Tidy(string ledger, string folder)
    {
        using var connection = new SqliteConnection($"Data Source={ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE runs SET document = replace(replace(document, @folder, '/chains'), @machine, 'recorder'), lease_owner = NULL;
            DELETE FROM owners;
            PRAGMA wal_checkpoint(TRUNCATE);
            """;
        command.Parameters.AddWithValue("folder", folder);
        command.Parameters.AddWithValue("machine", Environment.MachineName);
        command.ExecuteNonQuery();
        command.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }
}
