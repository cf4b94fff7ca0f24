using System.Net;
using System.Security.Cryptography;
using System.Text;
using ChainForge.App.Hosting;

namespace ChainForge.App.Dashboard;

/// <summary>Who may see the pages and the API: whoever knows user and password; without them only this machine.</summary>
/// <remarks>A request with forwarding headers comes through a proxy: behind one on the same machine everybody would look local.</remarks>
internal static class DashboardAccess
{
    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"];

    public static void UseDashboardAccess(this WebApplication app, DashboardSettings settings) =>
        app.Use(async (context, next) =>
        {
            if (IsOpen(context.Request.Path) || IsAllowed(context, settings))
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            if (settings.User is { Length: > 0 })
            {
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"ChainForge\", charset=\"UTF-8\"";
            }

            await context.Response.WriteAsync("Set ChainForge:Dashboard:User and ChainForge:Dashboard:Password to look from another machine.\n");
        });

    // The webhook has its token, the health check tells nothing.
    private static bool IsOpen(PathString path) => path.StartsWithSegments("/webhooks") || path == "/health";

    private static bool IsAllowed(HttpContext context, DashboardSettings settings) =>
        settings is { User: { Length: > 0 } user, Password: { Length: > 0 } password }
            ? Presents(context.Request.Headers.Authorization.ToString(), user, password)
            : IsLocal(context);

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !ForwardingHeaders.Any(context.Request.Headers.ContainsKey)
        && IsLocalName(context.Request.Host.Host);

    // A name that is not ours is a page elsewhere that had its own name resolved to this machine, to read what only this machine may.
    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool Presents(string authorization, string user, string password)
    {
        var expected = SHA256.HashData(Encoding.UTF8.GetBytes($"{user}:{password}"));
        var presented = authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            ? SHA256.HashData(Decode(authorization[6..]))
            : [];
        return CryptographicOperations.FixedTimeEquals(expected, presented);
    }

    private static byte[] Decode(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.Trim(), buffer, out var length) ? buffer[..length] : [];
    }
}
