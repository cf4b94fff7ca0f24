using ChainForge.Providers.Pictory.Wire;

namespace ChainForge.Providers.Pictory;

/// <summary>Reads the answer to the paid request. In doubt it is unknown: a false "refused" would be paid twice.</summary>
internal static class SubmitReading
{
    public static SubmitOutcome Read(ApiExchange exchange, bool bodyStarted, Redactor redactor) => exchange switch
    {
        ApiExchange.HeldBack held => new SubmitOutcome.NotSent(held.Failure),
        ApiExchange.Broken broken when !bodyStarted => new SubmitOutcome.NotSent(broken.Failure),
        ApiExchange.Broken broken => new SubmitOutcome.Unknown(broken.Failure),
        ApiExchange.Replied reply => Read(reply, redactor),
        _ => throw new InvalidOperationException($"Unknown exchange {exchange.GetType().Name}."),
    };

    private static SubmitOutcome Read(ApiExchange.Replied reply, Redactor redactor) => reply.Status switch
    {
        >= 200 and <= 299 when reply.BodyFailure is null
            && PictoryJson.Read(reply.Body, PictoryJson.Default.PictoryReply)?.AnyJobId is { } jobId
            && JobId.IsSafe(jobId) => new SubmitOutcome.Accepted(jobId),
        401 when FailureReading.Of(reply, redactor) is { Kind: ProviderFailureKind.Unauthorized } failure => new SubmitOutcome.NotSent(failure with { RetryAfter = AccountKey.TriedAgainAfter }),
        400 or 401 or 402 or 403 or 404 or 422 => new SubmitOutcome.Refused(FailureReading.Of(reply, redactor)),
        429 => new SubmitOutcome.NotSent(FailureReading.Of(reply, redactor)),
        _ => new SubmitOutcome.Unknown(FailureReading.Of(reply, redactor)),
    };
}
