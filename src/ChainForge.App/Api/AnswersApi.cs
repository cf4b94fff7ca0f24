using ChainForge.App.Hosting;
using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary><c>POST /api/runs/{id}/{answer}</c>: what a person may say to a run.</summary>
internal static class AnswersApi
{
    public static IServiceCollection AddAnswers(this IServiceCollection services) => services.AddSingleton<AnswerDesk>();

    public static void MapAnswers(this WebApplication app)
    {
        foreach (var verb in new[] { Answer.Adopt, Answer.Resubmit, Answer.Abandon, Answer.Retry, Answer.Cancel })
        {
            app.MapPost($"/api/runs/{{id}}/{verb}", async (string id, HttpRequest request, AnswerDesk desk, ChainForgeSettings settings, CancellationToken cancellationToken) =>
            {
                var said = await AnswerRequest.ReadAsync(request, cancellationToken);
                return Results.Json(RunSummary.Of(await desk.SayAsync(id, verb, said, cancellationToken), settings.Paths.Output), Json.Options);
            }).AddEndpointFilter<Refusals>();
        }
    }
}
