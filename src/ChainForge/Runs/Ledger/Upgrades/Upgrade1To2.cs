using System.Data.Common;

namespace ChainForge.Runs;

/// <summary>Version 2 gives each ledger a name and counts its intents, so that one that was exchanged, or lost its newest entries, is noticed.</summary>
/// <remarks>Its documents know words that version 1 does not: why nothing is submitted, and parking for the disk.</remarks>
internal sealed class Upgrade1To2 : ILedgerUpgrade
{
    public int From => 1;

    public Task ApplyAsync(DbConnection connection) => LedgerIdentity.CreateAsync(connection);
}
