using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PictorySimulator;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Simulator;

public sealed class JobTests
{
    [Fact]
    public async Task Job_EndsWhenItsGenerationTimeIsOver_AndNotBefore()
    {
        var time = new FakeTimeProvider();
        await using var simulator = await SimulatorHost.StartAsync(SimulatorClient.Unrendered with { Generation = TimeSpan.FromSeconds(10) }, time);
        await using var client = SimulatorClient.Of(simulator);
        var id = await client.AcceptedAsync(new { prompt = "A calm sea", duration = "8s" });

        time.Advance(TimeSpan.FromSeconds(9.9));
        (await client.JsonAsync($"/v1/jobs/{id}")).ToJsonString().Should()
            .Be($$$"""{"job_id":"{{{id}}}","success":true,"data":{"status":"in-progress"}}""");

        time.Advance(TimeSpan.FromSeconds(0.1));
        var data = (await client.EndAsync(id))["data"]!;
        data["status"]!.GetValue<string>().Should().Be("completed");
        data["duration"]!.GetValue<string>().Should().Be("8s");
        data["aiCreditsUsed"]!.GetValue<decimal>().Should().Be(12.8m);
    }

    [Fact]
    public async Task Job_ScriptedToFail_SaysCodeAndMessageWithStatus200()
    {
        await using var simulator = await SimulatorHost.StartAsync(SimulatorClient.Unrendered);
        await using var client = SimulatorClient.Of(simulator);
        simulator.State.Faults.Add(FaultTarget.Submit, new() { Job = new() { Fail = new("5001", "Content policy") } });

        var poll = await client.EndAsync(await client.AcceptedAsync(new { prompt = "A calm sea" }));

        poll["success"]!.GetValue<bool>().Should().BeFalse();
        poll["data"]!.ToJsonString().Should().Be("""{"status":"failed","error_code":"5001","error_message":"Content policy"}""");
    }

    [Fact]
    public async Task List_IsNewestFirstInPages_AndNewJobsDoNotShiftAPage()
    {
        await using var simulator = await SimulatorHost.StartAsync(SimulatorClient.Unrendered with { PageSize = 2 });
        await using var client = SimulatorClient.Of(simulator);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, await client.AcceptedAsync(new { prompt = "A calm sea" }));
        }

        var first = await client.JsonAsync("/v1/jobs");
        simulator.State.CreateByHand("Made by a person");
        var second = await client.JsonAsync("/v1/jobs?nextPageKey=" + first["nextPageKey"]);
        var third = await client.JsonAsync("/v1/jobs?nextPageKey=" + second["nextPageKey"]);

        IdsOf(first).Concat(IdsOf(second)).Concat(IdsOf(third)).Should().Equal(ids);
        third["nextPageKey"].Should().BeNull();
        simulator.State.Bill.TotalCredits.Should().Be(40);
        simulator.State.Bill.ByHandCredits.Should().Be(8);
    }

    [Fact]
    public async Task List_WithALag_ShowsAJobOnlyLater()
    {
        var time = new FakeTimeProvider();
        await using var simulator = await SimulatorHost.StartAsync(SimulatorClient.Unrendered with { ListLag = TimeSpan.FromSeconds(400) }, time);
        await using var client = SimulatorClient.Of(simulator);
        var id = await client.AcceptedAsync(new { prompt = "A calm sea" });

        IdsOf(await client.JsonAsync("/v1/jobs")).Should().BeEmpty();
        time.Advance(TimeSpan.FromSeconds(400));
        IdsOf(await client.JsonAsync("/v1/jobs")).Should().Equal(id);
    }

    [Fact]
    public async Task Job_CleanedOrUnknown_IsNamedSo()
    {
        await using var simulator = await SimulatorHost.StartAsync(SimulatorClient.Unrendered);
        await using var client = SimulatorClient.Of(simulator);
        var id = await client.AcceptedAsync(new { prompt = "A calm sea" });
        await client.EndAsync(id);

        for (var time = 0; time < 2; time++)
        {
            using var cleaned = await client.Http.DeleteAsync(new Uri($"{simulator.BaseUrl}/v1/jobs/{id}/clean"));
            cleaned.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (await client.JsonAsync($"/v1/jobs/{id}"))["data"]!["status"]!.GetValue<string>().Should().Be("cleaned");
        using var unknown = await client.GetAsync("/v1/jobs/nobody");
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static IEnumerable<string> IdsOf(JsonNode page) =>
        page["items"]!.AsArray().Select(i => i!["data"]!["jobId"]!.GetValue<string>());
}
