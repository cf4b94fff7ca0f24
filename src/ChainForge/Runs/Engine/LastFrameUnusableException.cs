namespace ChainForge.Runs;

/// <summary>The provider's picture of a last frame cannot be fetched.</summary>
internal sealed class LastFrameUnusableException(string attemptId, string why) : Exception(why)
{
    public string AttemptId => attemptId;
}
