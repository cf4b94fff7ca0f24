using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PictorySimulator;

namespace ChainForge.IntegrationTests.Simulator;

public sealed class SubmitTests : IAsyncLifetime
{
    private SimulatorHost simulator = null!;
    private SimulatorClient client = null!;

    public async Task InitializeAsync()
    {
        simulator = await SimulatorHost.StartAsync(SimulatorClient.Unrendered);
        client = SimulatorClient.Of(simulator);
    }

    public async Task DisposeAsync()
    {
        await client.DisposeAsync();
        await simulator.DisposeAsync();
    }

    [Theory]
    [InlineData("""{}""", "prompt")]
    [InlineData("""{"prompt":"four"}""", "prompt")]
    [InlineData("""{"prompt":12345}""", "prompt")]
    [InlineData("""{"prompt":"A calm sea","model":"sora"}""", "model")]
    [InlineData("""{"prompt":"A calm sea","aspectRatio":"21:9"}""", "aspectRatio")]
    [InlineData("""{"prompt":"A calm sea","model":"veo3.1","aspectRatio":"1:1"}""", "aspectRatio")]
    [InlineData("""{"prompt":"A calm sea","duration":"4s"}""", "duration")]
    [InlineData("""{"prompt":"A calm sea","duration":8}""", "duration")]
    [InlineData("""{"prompt":"A calm sea","model":"veo3.1_fast","duration":"5s"}""", "duration")]
    [InlineData("""{"prompt":"A calm sea","firstFrameImageUrl":"harbour.png"}""", "firstFrameImageUrl")]
    [InlineData("""{"prompt":"A calm sea","referenceImageUrls":[]}""", "referenceImageUrls")]
    [InlineData("""{"prompt":"A calm sea","referenceImageUrls":["http://a/1","http://a/2","http://a/3","http://a/4"]}""", "referenceImageUrls")]
    [InlineData("""{"prompt":"A calm sea","firstFrameImageUrl":"http://a/1","extendVideoUrl":"http://a/2"}""", "extendVideoUrl")]
    [InlineData("""{"prompt":"A calm sea","extendVideoUrl":"http://a/2","referenceImageUrls":["http://a/1"]}""", "referenceImageUrls")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"prompt":""", "body")]
    public async Task Submit_NotAsDocumented_Is400AndNamesTheField(string body, string field)
    {
        using var answer = await client.SubmitRawAsync(body);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var json = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        json["code"]!.GetValue<string>().Should().Be("INVALID_REQUEST_BODY");
        json["fields"]!.AsArray().Select(f => f!["name"]!.GetValue<string>()).Should().Contain(field);
        simulator.State.Bill.Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Submit_WithNothingButAPrompt_TakesTheDocumentedDefaultsAndDropsUnknownFields()
    {
        await client.AcceptedAsync(new { prompt = "A calm sea", seed = 7 });

        simulator.State.Bill.Jobs.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Model = "pixverse5.5", AspectRatio = "16:9", Seconds = 5, Credits = 8.0m, Index = 1 });
    }

    [Theory]
    [InlineData("pixverse5.5", "8s", 12.8)]
    [InlineData("veo3.1_fast", "4s", 40)]
    [InlineData("veo3.1", "6s", 120)]
    public async Task Submit_Accepted_BillsRateTimesSecondsAndLowersTheQuota(string model, string duration, decimal credits)
    {
        await client.AcceptedAsync(new { prompt = "A calm sea", model, duration });

        simulator.State.Bill.TotalCredits.Should().Be(credits);
        var quota = await client.JsonAsync("/v1/quota");
        quota["aiCredits"]!["used"]!.GetValue<decimal>().Should().Be(credits);
        var usage = await client.JsonAsync("/v1/aicredits/usage?year=" + TimeProvider.System.GetUtcNow().Year);
        usage.AsArray().Should().ContainSingle().Which!["credits"]!.GetValue<decimal>().Should().Be(credits);
    }

    [Fact]
    public async Task Submit_BeyondTheQuota_IsRefusedAndNotBilled()
    {
        await using var poor = await SimulatorHost.StartAsync(SimulatorClient.Unrendered with { QuotaLimit = 10 });
        await using var spender = SimulatorClient.Of(poor);
        await spender.AcceptedAsync(new { prompt = "A calm sea" });

        using var answer = await spender.SubmitAsync(new { prompt = "A calm sea" });

        answer.StatusCode.Should().Be(HttpStatusCode.PaymentRequired);
        poor.State.Bill.Jobs.Should().ContainSingle();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer pictai_test")]
    [InlineData("sk_test")]
    public async Task Anything_WithoutTheRawKey_Is401(string? key)
    {
        await using var stranger = SimulatorClient.Of(simulator, key);

        using var answer = await stranger.GetAsync("/v1/jobs");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).Should().Be("""{"message":"Unauthorized"}""");
    }

    [Fact]
    public async Task Anything_WithoutAUserAgent_Is403AndNotJson()
    {
        client.Http.DefaultRequestHeaders.UserAgent.Clear();

        using var answer = await client.GetAsync("/v1/jobs");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
    }

    [Fact]
    public async Task Requests_AreWrittenDownWithoutTheKey()
    {
        await client.AcceptedAsync(new { prompt = "A calm sea" });

        var seen = simulator.State.Requests.Should().ContainSingle().Which;
        seen.Should().BeEquivalentTo(new { Method = "POST", Path = "/pictoryapis/v1/aistudio/videos", HasKey = true, UserAgent = "tests/1", Status = 200 });
        seen.Body.Should().Contain("A calm sea");
        var page = await client.Http.GetStringAsync(new Uri(simulator.AdminUrl + "/requests"));
        page.Should().Contain("aistudio").And.NotContain("pictai_test");
    }
}
