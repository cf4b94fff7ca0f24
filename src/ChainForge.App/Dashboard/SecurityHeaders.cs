namespace ChainForge.App.Dashboard;

/// <summary>What browsers are told with every answer: load and run nothing from elsewhere, tell nobody, show us in no frame.</summary>
/// <remarks>Hangfire's pages have styles inline, and no scripts; its icon is a <c>data:</c> address.</remarks>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use((context, next) =>
        {
            // When the answer starts: what handles an error clears everything that was set before.
            context.Response.OnStarting(Set, context.Response.Headers);
            return next(context);
        });

    private static Task Set(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
