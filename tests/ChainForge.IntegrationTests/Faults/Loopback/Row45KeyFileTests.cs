using System.Net;
using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>A key that is refused pauses the service, and a new one in its file is taken up without a restart.</summary>
public sealed class Row45KeyFileTests
{
    [Fact]
    public async Task Row45_A_run_waits_for_the_right_key_and_goes_on_by_itself()
    {
        await using var studio = await Studio.OpenAsync(new() { ApiKey = Studio.Key });
        var keyFile = studio.Write("key", "pictai_canary_revoked");
        studio.With("PICTORY_API_KEY", "").With("PICTORY_API_KEY_FILE", keyFile);
        var (service, address) = await studio.ServeAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        var waiting = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("reason").GetString() is not null);

        waiting[0].GetProperty("state").GetString().Should().Be("running");
        waiting[0].GetProperty("reason").GetString().Should().Contain("refuses the API key").And.Contain(keyFile);
        using var client = new HttpClient();
        var health = await client.GetAsync(new Uri(address, "/health"));
        (health.StatusCode, await health.Content.ReadAsStringAsync()).Should().Be((HttpStatusCode.OK, "healthy, but the provider refuses the API key: nothing is submitted until it is right"));
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();

        await File.WriteAllTextAsync(keyFile, Studio.Key);
        var done = await Studio.UntilAsync(address, runs => runs[0].GetProperty("state").GetString() != "running");

        done[0].GetProperty("state").GetString().Should().Be("completed");
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
        (service.Output + service.Error).Should().NotContain("pictai_canary");
    }
}
