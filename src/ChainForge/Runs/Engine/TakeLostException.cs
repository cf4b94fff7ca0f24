namespace ChainForge.Runs;

/// <summary>A file of a clip that was here is missing.</summary>
internal sealed class TakeLostException(string attemptId, string what) : Exception(what)
{
    public string AttemptId => attemptId;
}
