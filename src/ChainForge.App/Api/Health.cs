using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary><c>GET /health</c>: whether the ledger can be read and written, and what holds everything back. Names no run, so anybody may ask.</summary>
/// <remarks>503 only for what a restart or another server may cure, and for what stops paid work from being written down.</remarks>
internal static class Health
{
    public static void MapHealth(this WebApplication app) =>
        app.MapGet("/health", async (RunLedger ledger, IVideoProvider provider, CancellationToken cancellationToken) =>
        {
            try
            {
                await ledger.WaitingAsync(1, cancellationToken);
            }
            catch (LedgerException)
            {
                return Sick("the ledger does not answer");
            }

            return ledger.Trouble is not null ? Sick("the ledger cannot be written: nothing is submitted until it can")
                : provider.HeldBack is not null ? Results.Text("healthy, but the provider refuses the API key: nothing is submitted until it is right")
                : ledger.Damaged.Count > 0 ? Results.Text($"healthy, but the records of {ledger.Damaged.Count} runs cannot be understood: see the log")
                : Results.Text("healthy");
        });

    private static IResult Sick(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
