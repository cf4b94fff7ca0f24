using System.Text.Json;
using System.Text.Json.Serialization;
using PictorySimulator.Faults;

namespace PictorySimulator.Admin;

/// <summary><c>/admin/…</c>: what tests and people ask the simulator itself; no key needed.</summary>
internal sealed class AdminEndpoints(Simulation simulation)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new DurationConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin");
        admin.MapGet("/health", () => Results.Json(new { status = "ok" }, Json));
        admin.MapGet("/requests", () => Results.Json(simulation.State.Requests, Json));
        admin.MapGet("/bill", () => Results.Json(simulation.State.Bill, Json));
        admin.MapGet("/faults", () => Results.Json(simulation.Faults.Pending, Json));
        admin.MapPost("/faults", AddFaultsAsync);
        admin.MapDelete("/faults", () => simulation.Faults.Clear());
        admin.MapPost("/jobs", CreateJobAsync);
        admin.MapPost("/reset", () => simulation.State.Reset());
    }

    /// <summary>One rule or an array of them.</summary>
    private Task<IResult> AddFaultsAsync(HttpRequest request) => ReadAsync<JsonElement>(request, body =>
    {
        var rules = body.ValueKind == JsonValueKind.Array
            ? body.Deserialize<FaultRule[]>(Json)!
            : [body.Deserialize<FaultRule>(Json)!];
        foreach (var rule in rules)
        {
            simulation.Faults.Add(rule);
        }

        return rules.Length;
    });

    private Task<IResult> CreateJobAsync(HttpRequest request) => ReadAsync<HandMade>(request, job =>
        simulation.State.CreateByHand(job.Prompt, job.Model ?? "pixverse5.5", job.Seconds, job.FirstFrameImageUrl));

    private static async Task<IResult> ReadAsync<T>(HttpRequest request, Func<T, object> act)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(request.Body, Json, request.HttpContext.RequestAborted);
            return Results.Json(act(body!), Json);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Results.Json(new { message = e.Message }, Json, statusCode: 400);
        }
    }

    private sealed record HandMade(string Prompt, string? Model, int? Seconds, Uri? FirstFrameImageUrl);
}
