using System.Text.Json;
using ChainForge.App.Jobs;
using ChainForge.Runs;

namespace ChainForge.App.Webhooks;

/// <summary><c>POST /webhooks/pictory/{token}</c>: the provider says that a job has ended. A hint and no more: the job is then asked for.</summary>
internal static partial class PictoryWebhook
{
    // A poll's answer is under 2 KB; nothing larger is read.
    private const int MaxBytes = 256 * 1024;

    public static void MapPictoryWebhook(this WebApplication app) =>
        app.MapPost("/webhooks/pictory/{token}", async (
            string token, HttpRequest request, RunLedger ledger, RunEngine engine, RunDispatcher dispatcher, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        {
            // Looked up by hash: timing tells nothing of a token, and the ledger holds none.
            if (await ledger.FindTokenAsync(WebhookToken.HashOf(token), cancellationToken) is not var (runId, attemptId))
            {
                return Results.NotFound();
            }

            if (request.ContentLength > MaxBytes)
            {
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }

            var jobId = await JobIdAsync(request, cancellationToken);
            var logger = loggers.CreateLogger("ChainForge.App.Webhooks");
            LogHint(logger, runId, attemptId);
            await engine.HintAsync(runId, attemptId, jobId, cancellationToken);
            dispatcher.Advance(runId);
            await dispatcher.WakeWaitingAsync(cancellationToken);
            return Results.NoContent();
        });

    /// <summary>The job that the body names; null when it names none that could be one.</summary>
    private static async Task<string?> JobIdAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes];
        var length = await request.Body.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var body = JsonDocument.Parse(buffer.AsMemory(0, length));
            var root = body.RootElement;
            return root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("job_id", out var id) || root.TryGetProperty("jobId", out id))
                && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "The provider calls about run {RunId}, attempt {AttemptId}")]
    private static partial void LogHint(ILogger logger, string runId, string attemptId);
}
