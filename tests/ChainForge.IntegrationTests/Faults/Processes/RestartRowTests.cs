using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Processes;

/// <summary>The embedded Hangfire has no storage that outlives the process: every restart is a loss of it.</summary>
public sealed class RestartRowTests
{
    [Fact]
    public async Task Row41_Killed_after_every_acceptance_the_service_forgets_no_run()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 3));
        for (var start = 1; start <= 3; start++)
        {
            var service = studio.StartStruck("jobid.after", "kill", "serve", "--urls", "http://127.0.0.1:0");
            (await service.ExitsAsync()).Should().Be(137);
            studio.Simulator.State.Bill.Jobs.Should().HaveCount(start);
        }

        var (_, address) = await studio.ServeAsync();
        await Studio.UntilAsync(address, runs => runs.Count == 1 && runs.TrueForAll(run => run.GetProperty("state").GetString() != "running"));

        Books.AllCompleted(studio, await Books.ReadAsync(studio.Data), 3);
    }
}
