using System.Net;
using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>An output disk without room: the run waits and says so.</summary>
[TakesLong(105)]
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

    [SmallDiskFact]
    public async Task Row38_A_full_disk_under_the_ledger_makes_the_service_unhealthy_and_submits_nothing_until_there_is_room()
    {
        await using var studio = await Studio.OpenAsync();
        using var disk = new SmallDisk(studio.Data, megabytes: 8);
        var (_, address) = await studio.ServeAsync();
        using var client = new HttpClient();
        (await client.GetAsync(new Uri(address, "/health"))).StatusCode.Should().Be(HttpStatusCode.OK);
        disk.Fill();

        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        await HealthAsync(HttpStatusCode.ServiceUnavailable);

        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
        studio.Simulator.State.Requests.Should().NotContain(request => request.Method == "POST");
        disk.Empty();
        var runs = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("state").GetString() != "running");
        runs[0].GetProperty("state").GetString().Should().Be("completed");
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
        await HealthAsync(HttpStatusCode.OK);

        async Task HealthAsync(HttpStatusCode status)
        {
            using var deadline = new CancellationTokenSource(Deadlines.Long);
            while ((await client.GetAsync(new Uri(address, "/health"), deadline.Token)).StatusCode != status)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, deadline.Token);
            }
        }
    }
}
