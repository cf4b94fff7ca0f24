namespace ChainForge.Providers;

/// <summary>What went wrong at the provider, without any secret in it.</summary>
/// <param name="Kind">The class of the failure, which decides what happens next.</param>
/// <param name="Message">For a person: what the provider or the network said.</param>
/// <param name="Code">The provider's own code, if it gave one.</param>
/// <param name="RetryAfter">How long the provider asked to wait, already bounded; null when it did not say.</param>
public sealed record ProviderFailure(
    ProviderFailureKind Kind, string Message, string? Code = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the same call may succeed later without anybody changing anything.</summary>
    public bool IsRetryable => Kind is ProviderFailureKind.Unreachable or ProviderFailureKind.RateLimited
        or ProviderFailureKind.ServerError or ProviderFailureKind.Timeout or ProviderFailureKind.Interrupted;

    /// <inheritdoc/>
    public override string ToString() => Code is null ? Message : $"{Message} ({Code})";
}

/// <summary>The classes of failure that a caller can tell apart.</summary>
public enum ProviderFailureKind
{
    /// <summary>DNS, connect or TLS: no byte was sent.</summary>
    Unreachable,

    /// <summary>429, or our own token bucket would not let it through in time.</summary>
    RateLimited,

    /// <summary>5xx, except 504 and 520 to 529, which are <see cref="Timeout"/>: behind such a gateway the work may go on.</summary>
    ServerError,

    /// <summary>No answer in time, from the network or by the words of the server (408, 504).</summary>
    Timeout,

    /// <summary>The connection broke, or the body ended early.</summary>
    Interrupted,

    /// <summary>401 or 403: the key is missing, wrong or not allowed.</summary>
    Unauthorized,

    /// <summary>402, or the provider's own code for too few credits.</summary>
    InsufficientCredits,

    /// <summary>400 or 422: the request itself is wrong.</summary>
    InvalidRequest,

    /// <summary>404, or the provider's "no such job".</summary>
    NotFound,

    /// <summary>An answer that cannot be read: HTML, unknown JSON, a redirect.</summary>
    Unreadable,

    /// <summary>An address that leads somewhere it must not: not https, not public.</summary>
    UnsafeAddress,

    /// <summary>What was downloaded is not what it should be: wrong type, wrong length, too large.</summary>
    BadMedia,

    /// <summary>The provider took the job and gave it up. Trying again is a new paid attempt: never by itself, a policy decides by <see cref="ProviderFailure.Code"/>.</summary>
    GenerationFailed,
}
