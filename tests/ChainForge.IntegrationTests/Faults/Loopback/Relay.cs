using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>Stands between the provider and the simulator, byte by byte, and does with the paid request what a test says; everything else passes.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private static readonly string[] Passed = ["Authorization", "User-Agent", "Accept"];

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly RawServer _server;

    /// <param name="onSubmit">Answers a paid request; <c>forward</c> brings it to the simulator and gives the reply's JSON.</param>
    /// <param name="port">Where to listen; 0 takes a free port.</param>
    public Relay(Func<RawExchange, Func<Task<string>>, Task> onSubmit, int port = 0) => _server = new RawServer(async exchange =>
    {
        if (exchange.Request is { Method: "POST" } request && request.Path.EndsWith("/v1/aistudio/videos", StringComparison.Ordinal))
        {
            await onSubmit(exchange, async () => (await ForwardAsync(request)).Body);
            return;
        }

        var (status, body) = await ForwardAsync(exchange.Request);
        await exchange.ReplyAsync(status, body, "Content-Type: application/json");
    }, port: port);

    public Uri BaseUrl => new(_server.Url, "/pictoryapis");

    /// <summary>Where the requests go; known once the simulator runs.</summary>
    public Uri Target { get; set; } = new("http://127.0.0.1:1");

    public int Posts => _server.Requests.Count(request => request.Method == "POST");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private async Task<(int Status, string Body)> ForwardAsync(RawRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(Target, request.Path));
        foreach (var name in Passed.Where(request.Headers.ContainsKey))
        {
            message.Headers.TryAddWithoutValidation(name, request.Header(name));
        }

        if (request.Body.Length > 0)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = new("application/json");
        }

        using var reply = await _client.SendAsync(message);
        return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }
}
