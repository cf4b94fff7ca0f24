using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;

namespace ChainForge.App.Dashboard;

/// <summary>Who may change something: our own pages, and programs; never a page elsewhere that a person's browser happens to show.</summary>
/// <remarks>
/// Being on this machine, or a password that the browser remembers, comes along with every request that any page makes.
/// So a request that changes something is refused
/// when the browser says that it comes from elsewhere (<c>Sec-Fetch-Site</c>, else <c>Origin</c>);
/// when it comes from a browser and lacks the antiforgery token, which only our own pages can read;
/// when it comes from a program and lacks <c>X-ChainForge: 1</c>: a form cannot send that header, and a script elsewhere
/// only after a preflight, which nobody here answers. The third holds where an old browser sends neither of the first two.
/// </remarks>
internal static class SameOrigin
{
    /// <summary>What programs send with every request that changes something.</summary>
    public const string ProgramHeader = "X-ChainForge";

    public static IServiceCollection AddSameOrigin(this IServiceCollection services, string dataFolder)
    {
        services.AddDataProtection().SetApplicationName("chainforge").PersistKeysToFileSystem(PrivateFolder.Make(Path.Combine(dataFolder, "keys")));
        return services.AddAntiforgery(options =>
        {
            options.SuppressXFrameOptionsHeader = true;
            options.Cookie.Name = "chainforge.antiforgery";

            // The dashboard would bind it to its own addresses, and the API has others.
            options.Cookie.Path = "/";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    public static void UseSameOrigin(this WebApplication app) =>
        app.Use(async (context, next) =>
        {
            if (!Changes(context.Request) || await RefusalAsync(context) is not { } refusal)
            {
                await next(context);
                return;
            }

            await Results.Problem(refusal, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
        });

    // The webhook has its token, and a call changes nothing by itself.
    private static bool Changes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !request.Path.StartsWithSegments("/webhooks");

    private static async Task<string?> RefusalAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var (site, origin) = (headers["Sec-Fetch-Site"].ToString(), headers.Origin.ToString());
        if (site.Length == 0 && origin.Length == 0)
        {
            return headers[ProgramHeader] == "1" ? null : $"Send the header `{ProgramHeader}: 1`: it shows that no page elsewhere made a browser ask for this.";
        }

        if (site.Length > 0 ? site is not "same-origin" : !IsOurs(origin, context.Request.Host))
        {
            return "This was asked for by a page from elsewhere.";
        }

        return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)
            ? null
            : "The page's token is missing or no longer good: load the page again.";
    }

    // By host and port alone: a proxy that ends TLS leaves us http.
    private static bool IsOurs(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && host.HasValue
        && string.Equals(new HostString(from.Authority).ToUriComponent(), host.ToUriComponent(), StringComparison.OrdinalIgnoreCase);
}
