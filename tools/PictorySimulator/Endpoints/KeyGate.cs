using PictorySimulator.Wire;

namespace PictorySimulator.Endpoints;

/// <summary>The edge in front of the API and the key check behind it.</summary>
internal sealed class KeyGate(SimulatorSettings settings)
{
    public Reply? Refuse(HttpContext http)
    {
        if (settings.RequireUserAgent && http.Request.Headers.UserAgent.Count == 0)
        {
            return Reply.Html(403, "Forbidden");
        }

        var key = http.Request.Headers.Authorization.ToString();
        var known = settings.ApiKey is { } only ? key == only : key.StartsWith("pictai_", StringComparison.Ordinal);
        return known ? null : Reply.Unauthorized;
    }
}
