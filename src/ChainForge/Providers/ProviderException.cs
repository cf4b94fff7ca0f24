namespace ChainForge.Providers;

/// <summary>A call that costs nothing did not succeed.</summary>
public sealed class ProviderException : Exception
{
    /// <summary>Wraps the failure; its message becomes the exception's.</summary>
    public ProviderException(ProviderFailure failure, Exception? inner = null)
        : base(failure.ToString(), inner) => Failure = failure;

    /// <summary>What went wrong.</summary>
    public ProviderFailure Failure { get; }
}
