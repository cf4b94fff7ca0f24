using ChainForge.Runs;

namespace ChainForge.App.Jobs;

/// <summary>Something that is waited for. Two that are equal are one.</summary>
public abstract record Watched
{
    private Watched()
    {
    }

    /// <summary>A job of the provider.</summary>
    public sealed record Ask(WatchedJob Job) : Watched;

    /// <summary>A request whose outcome is unknown.</summary>
    public sealed record LookFor(string RunId, string AttemptId) : Watched;

    /// <summary>A moment at which a run should be looked at.</summary>
    public sealed record Wake(string RunId) : Watched;
}
