using ChainForge.App.Jobs;
using ChainForge.Runs;

namespace ChainForge.App.Webhooks;

/// <summary><c>POST /webhooks/pictory/{token}</c>: the provider says that a job has ended. A hint and no more: the job is then asked for.</summary>
internal static partial class PictoryWebhook
{
    public static IServiceCollection AddPictoryWebhook(this IServiceCollection services) =>
        services.AddSingleton<OpenTokens>().AddSingleton<WebhookLimits>().AddSingleton<WebhookCallers>();

    public static void MapPictoryWebhook(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ChainForge.App.Webhooks");
        app.MapPost("/webhooks/pictory/{token}", async (
            string token, HttpRequest request, HttpResponse response, WebhookCallers callers, RunEngine engine, RunDispatcher dispatcher, CancellationToken cancellationToken) =>
        {
            try
            {
                switch (await callers.RecogniseAsync(token, cancellationToken))
                {
                    case Caller.Unknown:
                        return Results.NotFound();
                    case Caller.TooMany:
                        response.Headers.RetryAfter = $"{WebhookLimits.RetryAfter}";
                        return Results.StatusCode(StatusCodes.Status429TooManyRequests);
                    case Caller.Of { Owner: var owner }:
                        var jobId = await WebhookBody.JobIdAsync(request, cancellationToken);
                        LogHint(logger, owner.RunId, owner.AttemptId);
                        await engine.HintAsync(owner.RunId, owner.AttemptId, jobId, cancellationToken);
                        dispatcher.Advance(owner.RunId);
                        await dispatcher.WakeWaitingAsync(cancellationToken);
                        break;
                }

                return Results.NoContent();
            }
            catch (BadHttpRequestException e)
            {
                return Results.StatusCode(e.StatusCode);
            }
            catch (LedgerException)
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }
        });
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "The provider calls about run {RunId}, attempt {AttemptId}")]
    private static partial void LogHint(ILogger logger, string runId, string attemptId);
}
