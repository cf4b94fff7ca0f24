using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ChainForge.IntegrationTests.Dashboard;
using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>A client that repeats itself gets the same run, and pays for it once.</summary>
public sealed class Row50IdempotencyTests
{
    [Fact]
    public async Task Row50_The_same_key_is_the_same_run_at_once_later_and_after_a_restart()
    {
        await using var studio = await Studio.OpenAsync();
        var (service, address) = await studio.ServeAsync();
        var chain = Quick.Chain("harbour", 2);
        using (var client = Surface.Client(address))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostChainAsync(chain, "key-1")));

            answers.Select(answer => answer.StatusCode).Should().OnlyContain(status => status == HttpStatusCode.Created || status == HttpStatusCode.OK || status == HttpStatusCode.Conflict);
            var made = answers.Single(answer => answer.StatusCode == HttpStatusCode.Created);
            var run = (await made.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
            made.Headers.Location!.ToString().Should().Be($"/api/runs/{run}");
            (await Surface.UntilAsync(address, run, "completed")).Text("chain").Should().Be("harbour");

            using var later = await client.PostChainAsync(chain, "key-1", "text/plain");
            later.StatusCode.Should().Be(HttpStatusCode.OK);
            (await later.Content.ReadFromJsonAsync<JsonElement>()).Text("id").Should().Be(run);
            using var other = await client.PostChainAsync(Quick.Chain("other", 1), "key-1");
            other.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
            (await other.DetailAsync()).Should().Contain(run);
        }

        service.Terminate();
        await service.ExitsAsync();
        (_, address) = await studio.ServeAsync();
        using var again = Surface.Client(address);
        using var restarted = await again.PostChainAsync(chain, "key-1");
        restarted.StatusCode.Should().Be(HttpStatusCode.OK);
        (await Studio.UntilAsync(address, _ => true)).Should().ContainSingle();
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task Row50_While_the_first_is_still_coming_in_the_second_is_told_to_wait()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);
        var chain = Quick.Chain("harbour", 1);
        using var slow = new TcpClient();
        await slow.ConnectAsync(address.Host, address.Port);
        await using var wire = slow.GetStream();
        await wire.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /chains HTTP/1.1\r\nHost: {address.Authority}\r\nX-ChainForge: 1\r\nIdempotency-Key: key-1\r\nContent-Type: application/yaml\r\nContent-Length: {chain.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(wire);
        (await reader.ReadLineAsync()).Should().Contain("100", "the service reads the body now");

        using var second = await client.PostChainAsync(chain, "key-1");
        second.StatusCode.Should().Be(HttpStatusCode.Conflict);
        await wire.WriteAsync(Encoding.ASCII.GetBytes(chain));
        await reader.ReadLineAsync();
        (await reader.ReadLineAsync()).Should().Contain("201");

        using var third = await client.PostChainAsync(chain, "key-1");
        third.StatusCode.Should().Be(HttpStatusCode.OK);
        (await Studio.UntilAsync(address, runs => runs.TrueForAll(run => run.Text("state") == "completed"))).Should().ContainSingle();
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Row50_What_is_not_taken_spends_nothing_and_uses_up_no_key()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);
        File.WriteAllText(Path.Combine(studio.Folder, "secret.png"), "not a picture");

        using var keyless = await client.PostChainAsync(Quick.Chain("harbour", 1), key: null);
        using var bad = await client.PostChainAsync(Quick.Chain("harbour", 1).Replace("5s", "7s", StringComparison.Ordinal), "key-1");
        using var local = await client.PostChainAsync(Quick.Chain("harbour", 1, $"start: {{ firstFrame: {studio.Folder}/secret.png }}\n"), "key-1");
        using var absent = await client.PostChainAsync(Quick.Chain("harbour", 1, $"start: {{ firstFrame: {studio.Folder}/absent.png }}\n"), "key-1");
        using var json = await client.PostChainAsync("{}", "key-1", "application/json");
        using var large = await client.PostChainAsync(new string('#', (256 * 1024) + 1), "key-1");

        (keyless.StatusCode, bad.StatusCode, local.StatusCode, json.StatusCode, large.StatusCode).Should().Be((
            HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.RequestEntityTooLarge));
        (await keyless.DetailAsync()).Should().Contain("Idempotency-Key").And.Contain("UUID");
        (await ProblemsAsync(bad)).Should().ContainSingle().Which.Should().StartWith("chain.yaml:2:11: ").And.Contain("7s");
        var refusal = (await ProblemsAsync(local)).Should().ContainSingle().Subject;
        refusal.Should().StartWith("chain.yaml:3:").And.Contain("https address");
        (await ProblemsAsync(absent)).Single().Replace("absent", "secret", StringComparison.Ordinal).Should().Be(refusal, "whether a file is there is not told");
        (await Studio.UntilAsync(address, _ => true)).Should().BeEmpty();

        using var good = await client.PostChainAsync(Quick.Chain("harbour", 1), "key-1");
        good.StatusCode.Should().Be(HttpStatusCode.Created);
        await Surface.UntilAsync(address, (await good.Content.ReadFromJsonAsync<JsonElement>()).Text("id"), "completed");
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
        studio.Simulator.State.Requests.Should().NotContain(request => request.Method == "PUT", "nothing of this machine is uploaded");
    }

    [Fact]
    public async Task Row50_A_chain_without_a_file_that_is_parked_for_its_budget_goes_on_with_a_new_cap()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        using var client = Surface.Client(address);
        using var posted = await client.PostChainAsync(Quick.Chain("harbour", 2, "budget: { maxCredits: 10 }\n"), "key-1");
        var id = (await posted.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        await Surface.UntilAsync(address, id, "parked");

        using var low = await client.SayAsync(id, "retry", new { maxCredits = 5 });
        using var raised = await client.SayAsync(id, "retry", new { maxCredits = 16 });

        (low.StatusCode, raised.StatusCode).Should().Be((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK));
        await Surface.UntilAsync(address, id, "completed");
        studio.Simulator.State.Bill.TotalCredits.Should().Be(16);
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(HttpResponseMessage response) =>
        [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];
}
