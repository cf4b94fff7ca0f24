using System.Text.Json;
using PictorySimulator.Faults;
using PictorySimulator.Jobs;
using PictorySimulator.Wire;

namespace PictorySimulator.Endpoints;

/// <summary><c>POST /v1/aistudio/videos</c>.</summary>
internal sealed class SubmitEndpoint(Simulation simulation)
{
    public void Map(IEndpointRouteBuilder routes, ApiRoutes api) =>
        routes.MapPost("/v1/aistudio/videos", api.Handle(FaultTarget.Submit, SubjectAsync, SubmitAsync));

    private async Task<FaultSubject> SubjectAsync(HttpContext http) => new(
        http.Request.Path, Parse(await BodyAsync(http)) is { ValueKind: JsonValueKind.Object } body
            && body.TryGetProperty("prompt", out var prompt) ? prompt.ToString() : null,
        simulation.Board.NextIndex);

    private async Task<Reply> SubmitAsync(HttpContext http, Fault? fault)
    {
        if (Parse(await BodyAsync(http)) is not { } body)
        {
            return Reply.Invalid([new("body", "must be valid JSON")]);
        }

        var reader = new SubmitReader();
        if (reader.Read(body) is not { } request)
        {
            return Reply.Invalid(reader.Errors);
        }

        var settings = simulation.Settings;
        if (!settings.InsufficientCreditsFailJob && simulation.Board.CreditsUsed + request.Credits > settings.QuotaLimit)
        {
            return Reply.Json(402, new { code = "INSUFFICIENT_CREDITS", message = "You do not have enough AI credits for this request." });
        }

        if (settings.CheckUrlsAtSubmit && await UnreachableAsync(request, http.RequestAborted) is { } unreachable)
        {
            return Reply.Invalid([unreachable]);
        }

        var job = simulation.Board.Accept(request, fault?.Job ?? new());
        simulation.Runner.Start(job);
        simulation.State.Announce(job);
        await simulation.Webhooks.CallBeforeReplyAsync(job, http.RequestAborted);
        return Reply.Json(200, new { success = true, data = new { jobId = job.Id } });
    }

    private async Task<FieldError?> UnreachableAsync(SubmitRequest request, CancellationToken cancel)
    {
        try
        {
            foreach (var source in request.Sources)
            {
                await simulation.Sources.TryFetchAsync(source, cancel);
            }

            return null;
        }
        catch (SourceException e)
        {
            return new(request.FirstFrame is not null ? "firstFrameImageUrl" : request.Extend is not null ? "extendVideoUrl" : "referenceImageUrls", e.Message);
        }
    }

    /// <summary>The body is read once, for the faults, the log and the handler.</summary>
    private static async Task<string> BodyAsync(HttpContext http)
    {
        if (http.Items[RequestRecorder.Body] is not string text)
        {
            using var reader = new StreamReader(http.Request.Body);
            text = await reader.ReadToEndAsync(http.RequestAborted);
            http.Items[RequestRecorder.Body] = text;
        }

        return text;
    }

    private static JsonElement? Parse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
