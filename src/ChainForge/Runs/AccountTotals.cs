namespace ChainForge.Runs;

/// <summary>What all runs together hold at the provider, read in the transaction that wants to add to it.</summary>
/// <param name="InFlight">Attempts that may occupy a place.</param>
/// <param name="WaitingBefore">Runs that have been waiting for a place for longer than the one that asks.</param>
public sealed record AccountTotals(int InFlight, int WaitingBefore)
{
    /// <summary>When outcomes became unknown, in any run, since a person last closed the breaker; oldest first, the latest few.</summary>
    public IReadOnlyList<DateTimeOffset> UnknownOutcomes { get; init; } = [];
}
