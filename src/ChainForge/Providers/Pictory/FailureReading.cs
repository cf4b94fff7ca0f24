using ChainForge.Providers.Pictory.Wire;

namespace ChainForge.Providers.Pictory;

/// <summary>What an error reply says, as a failure: its kind from status and code, its message redacted.</summary>
internal static class FailureReading
{
    /// <summary>The failure of a reply that is no success, or a success that makes no sense.</summary>
    public static ProviderFailure Of(ApiExchange.Replied reply, Redactor redactor)
    {
        if (reply is { IsSuccess: true, BodyFailure: { } broken })
        {
            return broken;
        }

        var read = PictoryJson.Read(reply.Body, PictoryJson.Default.PictoryReply);
        var code = read?.AnyCode is { } said ? Short(redactor.Clean(said)) : null;
        // An HTML page of the edge, a bare word, JSON of another shape: shown as it is.
        var text = redactor.Clean(read?.AnyMessage ?? reply.Body);
        return new ProviderFailure(KindOf(reply.Status, code), Sentence(reply.Status, text), code, reply.RetryAfter);
    }

    /// <summary>The failure of a job, told by a reply that is itself a success.</summary>
    public static ProviderFailure OfJob(PictoryReply reply, Redactor redactor)
    {
        var code = reply.AnyCode is { } said ? Short(redactor.Clean(said)) : null;
        var text = reply.AnyMessage is { } message ? redactor.Clean(message) : "Pictory gave up on the job and did not say why.";
        return new ProviderFailure(
            IsInsufficientCredits(code, text) ? ProviderFailureKind.InsufficientCredits : ProviderFailureKind.GenerationFailed, text, code);
    }

    /// <summary>Whether the reply says, by whatever status, that there is no such job.</summary>
    public static bool IsJobNotFound(PictoryReply reply) => Names(reply.AnyCode, "JOB_NOT_FOUND") || Names(reply.AnyMessage, "JOB_NOT_FOUND");

    private static ProviderFailureKind KindOf(int status, string? code) => status switch
    {
        402 => ProviderFailureKind.InsufficientCredits,
        >= 400 and <= 499 when IsInsufficientCredits(code, null) => ProviderFailureKind.InsufficientCredits,
        401 or 403 => ProviderFailureKind.Unauthorized,
        404 or 410 => ProviderFailureKind.NotFound,
        // A gateway that gave up waiting: behind it the work may go on (502 and 503 say that it does not).
        408 or 504 or (>= 520 and <= 529) => ProviderFailureKind.Timeout,
        429 => ProviderFailureKind.RateLimited,
        >= 400 and <= 499 => ProviderFailureKind.InvalidRequest,
        >= 500 => ProviderFailureKind.ServerError,
        _ => ProviderFailureKind.Unreadable,
    };

    private static string Sentence(int status, string text) => (status, text) switch
    {
        ( >= 300 and <= 399, _) => $"Pictory answered {status}, a redirect, which is never followed: check ChainForge:Pictory:BaseUrl, and that no proxy or sign-in page stands in between.",
        ( >= 200 and <= 299, "") => $"Pictory answered {status} with nothing in it.",
        ( >= 200 and <= 299, _) => $"Pictory answered {status} with something that cannot be read: {text}",
        (_, "") => $"Pictory answered {status} and gave no reason.",
        _ => $"Pictory answered {status}: {text}",
    };

    // "5000" with the name in the message is seen too.
    private static bool IsInsufficientCredits(string? code, string? text) => Names(code, "INSUFFICIENT_CREDITS") || Names(text, "INSUFFICIENT_CREDITS");

    private static bool Names(string? text, string name) => text?.Contains(name, StringComparison.OrdinalIgnoreCase) == true;

    private static string Short(string code) => code.Length <= 100 ? code : code[..100] + "…";
}
