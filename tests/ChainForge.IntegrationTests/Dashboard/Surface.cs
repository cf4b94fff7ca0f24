using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ChainForge.IntegrationTests.Program;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Dashboard;

/// <summary>The service as a program talks to it, and the states that tests need it in.</summary>
internal static class Surface
{
    /// <summary>A client that says that it is a program.</summary>
    public static HttpClient Client(Uri address)
    {
        var client = new HttpClient { BaseAddress = new Uri(address, "/") };
        client.DefaultRequestHeaders.Add("X-ChainForge", "1");
        return client;
    }

    public static Task<HttpResponseMessage> SayAsync(this HttpClient client, string runId, string verb, object? said = null) =>
        client.PostAsJsonAsync(new Uri($"/api/runs/{runId}/{verb}", UriKind.Relative), said ?? new { });

    public static Task<HttpResponseMessage> PostChainAsync(this HttpClient client, string yaml, string? key, string type = "application/yaml")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/chains", UriKind.Relative)) { Content = new StringContent(yaml, Encoding.UTF8, type) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return client.SendAsync(request);
    }

    public static async Task<JsonElement> RunAsync(this HttpClient client, string runId) =>
        await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/runs/{runId}", UriKind.Relative));

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static async Task<string> DetailAsync(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("detail");

    /// <summary>A service that the simulator can call.</summary>
    public static async Task<(ChainForgeProcess Process, Uri Address)> ServeCallableAsync(this Studio studio, TimeSpan poll)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        studio.With("ChainForge:Webhooks:PublicUrl", address.ToString()).With("ASPNETCORE_URLS", address.ToString()).With("ChainForge:Polling:Interval", poll.ToString());
        var process = studio.Start("serve");
        await process.SeesAsync("Dashboard: ");
        return (process, address);
    }

    /// <summary>A run of two segments whose second request was lost before the provider had it, and whose first clip is here: nothing more happens by itself.</summary>
    public static async Task<string> ParkedAsync(this Studio studio, Uri address, string name = "harbour")
    {
        studio.Simulator.State.Faults.Add(FaultTarget.Submit, new Fault { Connection = ConnectionFault.Reset }, match: new FaultMatch { Prompt = $"{name}, a lighthouse above a calm harbour, scene 2" });
        studio.Drop($"{name}.yaml", Quick.Chain(name, 2));
        var runs = await Studio.UntilAsync(address, runs => runs.Exists(run => run.Text("chain") == name && run.Text("state") == "parked" && run.GetProperty("segments").GetProperty("done").GetInt32() == 1));
        return runs.Find(run => run.Text("chain") == name).Text("id");
    }

    public static async Task<JsonElement> UntilAsync(Uri address, string runId, string state) =>
        (await Studio.UntilAsync(address, runs => runs.Exists(run => run.Text("id") == runId && run.Text("state") == state))).Find(run => run.Text("id") == runId);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
