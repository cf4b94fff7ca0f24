namespace ChainForge.App.Jobs;

/// <summary>Which runs this process carries: all of the ledger for the service; for <c>run</c> and <c>retry</c> only those that were asked for, because every other one would spend unasked.</summary>
/// <param name="Only">Ids of runs; null: all.</param>
public sealed record RunScope(IReadOnlySet<string>? Only)
{
    /// <summary>Every run of the ledger.</summary>
    public static readonly RunScope All = new(Only: null);

    /// <summary>Whether a run is carried.</summary>
    public bool Includes(string runId) => Only?.Contains(runId) ?? true;
}
