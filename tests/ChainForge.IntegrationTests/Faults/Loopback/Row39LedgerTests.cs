using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>The real program over a ledger that lost something: it says so and buys nothing.</summary>
public sealed class Row39LedgerTests
{
    [Fact]
    public async Task Row39_After_a_kill_and_the_loss_of_the_log_nothing_is_bought_again()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromMinutes(10) });
        var run = studio.Start("run", studio.Write("harbour.yaml", Quick.Chain("harbour", 2)));
        await run.SeesAsync("segment 1 (01): accepted");
        await run.KillAsync();
        File.Delete(Path.Combine(studio.Folder, "data", "ledger.db-wal"));
        File.Delete(Path.Combine(studio.Folder, "data", "ledger.db-shm"));

        var again = await studio.RunAsync("run", Path.Combine(studio.Folder, "harbour.yaml"));

        again.ExitCode.Should().Be(1);
        again.Error.Should().Contain("has lost its newest entries").And.NotContain(Studio.Key);
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
    }

    [Theory]
    [InlineData(0, "missing or empty")]
    [InlineData(0.5, "damaged")]
    public async Task Row39_A_ledger_that_is_cut_short_is_never_begun_anew(double kept, string says)
    {
        await using var studio = await Studio.OpenAsync();
        var file = studio.Write("harbour.yaml", Quick.Chain("harbour", 1));
        (await studio.RunAsync("run", file)).ExitCode.Should().Be(0);
        using (var ledger = File.OpenWrite(Path.Combine(studio.Folder, "data", "ledger.db")))
        {
            ledger.SetLength((long)(ledger.Length * kept));
        }

        var again = await studio.RunAsync("run", file);

        again.ExitCode.Should().Be(1);
        again.Error.Should().Contain(says);
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
    }
}
