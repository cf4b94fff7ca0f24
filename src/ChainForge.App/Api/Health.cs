using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary><c>GET /health</c>: whether the ledger answers. Says nothing else, so anybody may ask.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app) =>
        app.MapGet("/health", async (RunLedger ledger, CancellationToken cancellationToken) =>
        {
            try
            {
                await ledger.WaitingAsync(1, cancellationToken);
                return Results.Text("healthy");
            }
            catch (LedgerException)
            {
                return Results.Text("the ledger does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
}
