using System.Data.Common;

namespace ChainForge.Runs;

/// <summary>All steps, oldest first.</summary>
internal static class LedgerUpgrades
{
    private static readonly IReadOnlyList<ILedgerUpgrade> Steps = [new Upgrade1To2()];

    /// <summary>Refuses what this program does not know.</summary>
    /// <exception cref="LedgerException">The version is newer than this program, or older than its first.</exception>
    public static void Require(string ledger, int version)
    {
        if (version > LedgerSchema.Version)
        {
            throw new LedgerException(
                $"{ledger} has version {version}; this program knows versions up to {LedgerSchema.Version}. Use the newer program that wrote it, "
                + "or put back the copy that was kept when it was upgraded.");
        }

        if (version < LedgerSchema.Version && Steps.All(step => step.From != version))
        {
            throw new LedgerException($"{ledger} says that it has version {version}, which no program ever wrote: it is damaged. Put back a copy.");
        }
    }

    /// <summary>From that version to this program's, inside the caller's transaction.</summary>
    public static async Task ApplyAsync(DbConnection connection, int from)
    {
        foreach (var step in Steps.Where(step => step.From >= from))
        {
            await step.ApplyAsync(connection);
        }

        await connection.ExecuteAsync(LedgerSchema.Create);
    }
}
