using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>An output disk without room: the run waits and says so.</summary>
public sealed class Row38FullDiskTests
{
    [Fact]
    public async Task Row38_While_too_little_is_free_nothing_is_bought_and_the_run_says_why()
    {
        await using var studio = await Studio.OpenAsync();
        studio.With("ChainForge:Paths:MinFreeMegabytes", "1000000000");
        var (_, address) = await studio.ServeAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));

        var waiting = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("reason").GetString() is not null);

        waiting[0].GetProperty("state").GetString().Should().Be("running");
        waiting[0].GetProperty("reason").GetString().Should().Contain("1000000000 MB are free").And.Contain("make room");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
    }
}
