namespace ChainForge.Providers.Pictory;

/// <summary>What came of one request.</summary>
internal abstract record ApiExchange
{
    private ApiExchange()
    {
    }

    /// <summary>The server answered with a status.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">The body as text, as far as it came, at most 1 MB.</param>
    /// <param name="RetryAfter">What the server asked for, bounded.</param>
    /// <param name="BodyFailure">Why the body is not whole; null when it is.</param>
    public sealed record Replied(int Status, string Body, TimeSpan? RetryAfter = null, ProviderFailure? BodyFailure = null) : ApiExchange
    {
        public bool IsSuccess => Status is >= 200 and <= 299;
    }

    /// <summary>No status came back.</summary>
    public sealed record Broken(ProviderFailure Failure) : ApiExchange;

    /// <summary>The account's own gate did not let it out: nothing was sent.</summary>
    public sealed record HeldBack(TimeSpan Time) : ApiExchange
    {
        public ProviderFailure Failure => new(
            ProviderFailureKind.RateLimited, "The account's request limit is reached; nothing was sent.", RetryAfter: Time);
    }
}
