namespace ChainForge.Runs;

/// <summary>The ledger has no run of that id.</summary>
public sealed class RunNotFoundException(string runId)
    : Exception($"there is no run {runId}; `chainforge runs` lists them");
