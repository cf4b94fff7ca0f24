using ChainForge.App.Hosting;
using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary><c>POST /api/runs/{id}/{answer}</c>: what a person may say to a run.</summary>
internal static class AnswersApi
{
    public static IServiceCollection AddAnswers(this IServiceCollection services) => services.AddSingleton<AnswerDesk>();

    public static void MapAnswers(this WebApplication app) =>
        app.MapPost("/api/runs/{id}/{verb:regex(^(adopt|resubmit|abandon|retry|cancel)$)}", async (
            string id, string verb, HttpRequest request, AnswerDesk desk, ChainForgeSettings settings, CancellationToken cancellationToken) =>
        {
            var said = await AnswerRequest.ReadAsync(request, cancellationToken);
            return Results.Json(RunSummary.Of(await desk.SayAsync(id, verb, said, cancellationToken), settings.Paths.Output), Json.Options);
        }).AddEndpointFilter<Refusals>();
}
