using System.Net;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>What a media host's status and headers mean.</summary>
internal static class MediaReply
{
    // A sign-in page or an error document with status 200.
    private static readonly string[] NoMedia = ["text/html", "application/json", "application/xhtml+xml", "application/xml", "text/xml"];

    /// <exception cref="ProviderException">It is no success.</exception>
    public static void RequireSuccess(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var status = (int)response.StatusCode;
        var host = response.RequestMessage?.RequestUri?.Host ?? "The media host";
        var kind = status switch
        {
            401 or 403 => ProviderFailureKind.Unauthorized,
            404 or 410 => ProviderFailureKind.NotFound,
            408 or 504 => ProviderFailureKind.Timeout,
            // 416: our half does not fit what is there now. Fetched anew it may.
            416 => ProviderFailureKind.Interrupted,
            429 => ProviderFailureKind.RateLimited,
            >= 500 => ProviderFailureKind.ServerError,
            _ => ProviderFailureKind.Unreadable,
        };
        var expired = kind is ProviderFailureKind.Unauthorized or ProviderFailureKind.NotFound ? ": the address has expired or the file is gone" : "";
        throw new ProviderException(new ProviderFailure(kind, $"{host} answered {status}{expired}.", RetryAfter: RetryAfterHeader.Read(response.Headers, now)));
    }

    /// <exception cref="ProviderException">It is no success, or no media.</exception>
    public static void RequireMedia(HttpResponseMessage response, DateTimeOffset now)
    {
        RequireSuccess(response, now);
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            throw new ProviderException(new ProviderFailure(ProviderFailureKind.Unreadable, $"The media host answered {(int)response.StatusCode} without the file."));
        }

        if (response.Content.Headers.ContentType?.MediaType is { } type && NoMedia.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProviderException(new ProviderFailure(ProviderFailureKind.BadMedia, $"The media host answered with {type} instead of the file."));
        }
    }
}
