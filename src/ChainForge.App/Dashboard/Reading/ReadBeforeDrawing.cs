using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Reading;

/// <summary>Hangfire draws its pages synchronously: so what they show is read here first, and lies with the request when they are drawn.</summary>
internal static class ReadBeforeDrawing
{
    private static readonly PathString Dashboard = "/hangfire";
    private static readonly PathString Chains = "/chains";
    private static readonly PathString OneRun = "/chains/run";

    public static void UseReadBeforeDrawing(this WebApplication app) =>
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(Dashboard, out var page))
            {
                await next(context);
                return;
            }

            try
            {
                // Hangfire does not mind a slash at the end, so neither do we.
                if (!await ReadAsync(context, new PathString(page.Value!.TrimEnd('/'))))
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    await context.Response.WriteAsync("There is no such run.\n");
                    return;
                }
            }
            catch (LedgerException)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                await context.Response.WriteAsync("The ledger does not answer.\n");
                return;
            }

            await next(context);
        });

    /// <summary>What was read for the page that is being drawn.</summary>
    public static T Get<T>(HttpContext context)
        where T : class => (T)context.Items[typeof(T)]!;

    private static async Task<bool> ReadAsync(HttpContext context, PathString page)
    {
        var reader = context.RequestServices.GetRequiredService<PageReader>();
        var links = new Links(context.Request.PathBase);
        Keep(context, await reader.CountsAsync(context.RequestAborted));
        if (page == Chains)
        {
            Keep(context, await reader.ChainsAsync(Shown(context.Request), links, context.RequestAborted));
        }
        else if (page.StartsWithSegments(OneRun, out var id) && id.Value is { Length: > 1 } path)
        {
            if (await reader.RunAsync(path[1..], links, context.RequestAborted) is not { } run)
            {
                return false;
            }

            Keep(context, run);
        }

        return true;
    }

    private static int Shown(HttpRequest request) =>
        int.TryParse(request.Query["show"], out var shown) ? Math.Max(1, shown) : PageReader.ShownUnasked;

    private static void Keep<T>(HttpContext context, T value)
        where T : class => context.Items[typeof(T)] = value;
}
