namespace ChainForge.Providers;

/// <summary>What is known after a paid request was tried. Never a bool: "don't know" is an answer.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The provider took it: this is the job to ask for.</summary>
    public sealed record Accepted(string JobId) : SubmitOutcome;

    /// <summary>The provider said no for good (400, 402, 403, 404, 422): nothing is generated or billed.</summary>
    public sealed record Refused(ProviderFailure Failure) : SubmitOutcome;

    /// <summary>Certainly not taken, and worth sending again later: it never left (DNS, connect, TLS, cancelled or overdue before), or 429; or 401, which says that the key has to be put right and nothing of the request.</summary>
    /// <param name="Failure">Why; <see cref="ProviderFailure.RetryAfter"/> when the provider named a time.</param>
    public sealed record NotSent(ProviderFailure Failure) : SubmitOutcome;

    /// <summary>It may have been taken and billed: time-out, reset, 408, 5xx, redirect, unreadable 2xx. It has to be looked for.</summary>
    /// <param name="Failure">Why. <see cref="ProviderFailureKind.ServerError"/> is the one kind whose documentation says "try again after a short wait".</param>
    public sealed record Unknown(ProviderFailure Failure) : SubmitOutcome;
}
