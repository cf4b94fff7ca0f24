namespace ChainForge.Providers;

/// <summary>How a job stands.</summary>
public abstract record JobAnswer
{
    private JobAnswer()
    {
    }

    /// <summary>Still being generated.</summary>
    public sealed record InProgress : JobAnswer;

    /// <summary>Done: the result can be fetched.</summary>
    public sealed record Completed(GenerationResult Result) : JobAnswer;

    /// <summary>The provider gave up. <paramref name="CreditsUsed"/> is what it says it took all the same, if it says. The kind is <see cref="ProviderFailureKind.GenerationFailed"/> or <see cref="ProviderFailureKind.InsufficientCredits"/>.</summary>
    public sealed record Failed(ProviderFailure Failure, decimal? CreditsUsed) : JobAnswer;

    /// <summary>Done once, but its outputs have been removed (<c>cleaned</c>).</summary>
    public sealed record Cleaned : JobAnswer;

    /// <summary>The provider does not know the job (404). May pass: it must repeat before it counts.</summary>
    public sealed record NotFound(ProviderFailure Failure) : JobAnswer;

    /// <summary>A status that nobody told us of; it is not "in progress".</summary>
    public sealed record UnknownStatus(string Status) : JobAnswer;

    /// <summary>No useful answer this time: ask again later. 401 and 403 are here too, and should pause everything.</summary>
    public sealed record NoAnswer(ProviderFailure Failure) : JobAnswer;
}
