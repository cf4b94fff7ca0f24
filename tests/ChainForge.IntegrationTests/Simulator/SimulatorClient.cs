using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using PictorySimulator;

namespace ChainForge.IntegrationTests.Simulator;

/// <summary>A plain client of a simulator, and settings that keep clips tiny.</summary>
internal sealed class SimulatorClient : IAsyncDisposable
{
    public static readonly SimulatorSettings Tiny = new()
    {
        Generation = TimeSpan.FromMilliseconds(50),
        Scale = 0.25,
        DurationFactor = 0.1,
        FramesPerSecond = 12,
        Fast = true,
        Cache = false,
    };

    public static readonly SimulatorSettings Unrendered = Tiny with { Render = false };

    private readonly string root;

    private SimulatorClient(string root) => this.root = root;

    public static SimulatorClient Of(SimulatorHost simulator, string? key = "pictai_test")
    {
        var client = new SimulatorClient(simulator.BaseUrl.ToString());
        client.Http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("tests", "1"));
        if (key is not null)
        {
            client.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", key);
        }

        return client;
    }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(root + path));

    public Task<HttpResponseMessage> SubmitAsync(object body) => Http.PostAsJsonAsync(new Uri(root + "/v1/aistudio/videos"), body);

    public Task<HttpResponseMessage> SubmitRawAsync(string json) =>
        Http.PostAsync(new Uri(root + "/v1/aistudio/videos"), new StringContent(json, new MediaTypeHeaderValue("application/json")));

    public async Task<JsonNode> JsonAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(new Uri(root + path)))!;

    public async Task<string> AcceptedAsync(object body)
    {
        using var answer = await SubmitAsync(body);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var json = await answer.Content.ReadFromJsonAsync<JsonNode>();
        return json!["data"]!["jobId"]!.GetValue<string>();
    }

    /// <summary>Polls until the job has ended.</summary>
    public async Task<JsonNode> EndAsync(string jobId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var poll = await JsonAsync($"/v1/jobs/{jobId}");
            if (poll["data"]!["status"]!.GetValue<string>() != "in-progress")
            {
                return poll;
            }

            await pace.WaitForNextTickAsync(patience.Token);
        }
    }

    public async Task<JsonNode> ResultAsync(object body) => (await EndAsync(await AcceptedAsync(body)))["data"]!;

    public Task<HttpResponseMessage> AdminAsync(SimulatorHost simulator, string path, object body) =>
        Http.PostAsJsonAsync(new Uri(simulator.AdminUrl + path), body, JsonSerializerOptions.Web);

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return ValueTask.CompletedTask;
    }
}
