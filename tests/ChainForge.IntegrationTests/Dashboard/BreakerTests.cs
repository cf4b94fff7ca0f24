using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChainForge.IntegrationTests.Program;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Dashboard;

/// <summary>The breaker as a person meets it: the page, the API, the command.</summary>
public sealed class BreakerTests
{
    [Fact]
    public async Task It_is_shown_with_its_reasons_and_a_word_closes_it()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01").With("ChainForge:Submit:BreakerCoolDown", "01:00:00");
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);
        (await studio.RunAsync("breaker")).Output.Should().StartWith("Closed");
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new Fault { Connection = ConnectionFault.Reset }, times: 3);
        foreach (var name in new[] { "one", "two", "three" })
        {
            studio.Drop($"{name}.yaml", Quick.Chain(name, 1));
        }

        await Studio.UntilAsync(address, runs => runs.Count == 3 && runs.TrueForAll(run => run.Text("state") == "parked"));
        studio.Drop("held.yaml", Quick.Chain("held", 1));
        var held = (await Studio.UntilAsync(address, runs => runs.Exists(run => run.Text("chain") == "held" && run.GetProperty("reason").ValueKind == JsonValueKind.String))).Find(run => run.Text("chain") == "held");

        held.Text("reason").Should().Contain("waits until");
        var state = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/breaker", UriKind.Relative));
        (state.Text("state"), state.GetProperty("outcomes").GetArrayLength()).Should().Be(("open", 3));
        (await client.GetStringAsync(new Uri("/hangfire/chains", UriKind.Relative))).Should().Contain("Nothing new is submitted until").And.Contain("/api/breaker/close");
        var shown = await studio.RunAsync("breaker");
        shown.Output.Should().StartWith("Open until").And.Contain("outcome unknown");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();

        using var closed = await client.PostAsJsonAsync(new Uri("/api/breaker/close", UriKind.Relative), new { });

        closed.StatusCode.Should().Be(HttpStatusCode.OK);
        (await closed.Content.ReadFromJsonAsync<JsonElement>()).Text("state").Should().Be("closed");
        await Surface.UntilAsync(address, held.Text("id"), "completed");
        (await studio.RunAsync("breaker", "close", "--json")).Output.Should().Contain("\"closed\"");
        var parked = await studio.RunAsync("show", "one");
        parked.Output.Should().Contain("chainforge resubmit").And.Contain("pays again, 8 credits").And.Contain("JOBID");
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
    }
}
