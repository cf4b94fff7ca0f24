using System.Data.Common;

namespace ChainForge.Runs;

/// <summary>Brings a ledger from one version to the next, inside the one transaction that all steps share.</summary>
/// <remarks>
/// Tables and indexes that are only added need no step: <see cref="LedgerSchema.Create"/> makes what is missing afterwards. A step
/// is for what has to be changed or filled in. It must do the same on SQLite and PostgreSQL, and is never edited once released.
/// </remarks>
internal interface ILedgerUpgrade
{
    /// <summary>The version that it starts from.</summary>
    int From { get; }

    Task ApplyAsync(DbConnection connection);
}
