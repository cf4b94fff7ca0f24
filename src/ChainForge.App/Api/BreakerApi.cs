using ChainForge.App.Jobs;
using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary><c>GET /api/breaker</c> and <c>POST /api/breaker/close</c>.</summary>
internal static class BreakerApi
{
    public static void MapBreakerApi(this WebApplication app)
    {
        app.MapGet("/api/breaker", (RunEngine engine, CancellationToken cancellationToken) => LookAsync(engine, cancellationToken)).AddEndpointFilter<Refusals>();
        app.MapPost("/api/breaker/close", async (HttpRequest request, RunEngine engine, RunDispatcher dispatcher, CancellationToken cancellationToken) =>
        {
            await AnswerRequest.ReadAsync(request, cancellationToken);
            foreach (var runId in await engine.Breaker.CloseAsync(cancellationToken))
            {
                dispatcher.Advance(runId);
            }

            return await LookAsync(engine, cancellationToken);
        }).AddEndpointFilter<Refusals>();
    }

    private static async Task<IResult> LookAsync(RunEngine engine, CancellationToken cancellationToken) =>
        Results.Json(BreakerView.Of(await engine.Breaker.LookAsync(cancellationToken)), Json.Options);
}
