namespace ChainForge.Runs;

/// <summary>What all runs together hold at the provider, read in the transaction that wants to add to it.</summary>
/// <param name="InFlight">Attempts that may occupy a place.</param>
/// <param name="WaitingBefore">Runs that have been waiting for a place for longer than the one that asks.</param>
public sealed record AccountTotals(int InFlight, int WaitingBefore)
{
    /// <summary>Credits that the other runs have spent and reserved: those that changed in the current calendar month (UTC), or have an attempt at the provider. A run over the turn of the month counts whole.</summary>
    public decimal CreditsElsewhere { get; init; }

    /// <summary>When outcomes became unknown, in any run, since a person last closed the breaker; oldest first, the latest few.</summary>
    public IReadOnlyList<DateTimeOffset> UnknownOutcomes { get; init; } = [];
}
