using System.Diagnostics;
using System.Net;
using ChainForge.IntegrationTests.Faults.Processes;
using ChainForge.IntegrationTests.Program;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>A key that is refused pauses the service, and a new one in its file is taken up without a restart.</summary>
[TakesLong(85)]
public sealed class Row45KeyFileTests
{
    // Twice the interval of the studio.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.4);

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

    [Fact]
    public async Task Row45_A_key_that_is_refused_in_the_middle_of_a_run_stops_questions_and_submits_and_another_goes_on_at_once()
    {
        await using var studio = await Studio.OpenAsync();
        var keyFile = studio.Write("key", "pictai_canary_before");
        studio.With("PICTORY_API_KEY", "").With("PICTORY_API_KEY_FILE", keyFile);
        studio.Simulator.State.Faults.Add(FaultTarget.Poll, new() { Status = 401 }, times: 0);
        var (service, address) = await studio.ServeAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        using var client = new HttpClient();
        await Wait.UntilAsync(() => Answered(studio, 401) > 0, "the first question is refused");
        var since = Stopwatch.GetTimestamp();

        // Meanwhile another chain comes, and the service has the time to do something about both.
        studio.Drop("storm.yaml", Quick.Chain("storm", 1));
        var waiting = await Studio.UntilAsync(address, runs => runs.Exists(run => run.GetProperty("chain").GetString() == "storm" && run.GetProperty("reason").GetString() is not null));

        waiting.Should().OnlyContain(run => run.GetProperty("state").GetString() == "running");
        (await client.GetStringAsync(new Uri(address, "/health"))).Should().Contain("refuses the API key");
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle("nothing is submitted with a key that is refused");
        Answered(studio, 401).Should().BeLessThanOrEqualTo(2 + (int)(Stopwatch.GetElapsedTime(since) / Pause), "questions pause as well");
        studio.Simulator.State.Faults.Clear();
        await File.WriteAllTextAsync(keyFile, "pictai_canary_after");

        var done = await Studio.UntilAsync(address, runs => runs.TrueForAll(run => run.GetProperty("state").GetString() != "running"));

        done.Should().OnlyContain(run => run.GetProperty("state").GetString() == "completed");
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(3);
        (service.Output + service.Error).Should().NotContain("pictai_canary");
    }

    private static int Answered(Studio studio, int status) => studio.Simulator.State.Requests.Count(request => request.Status == status);
}
