namespace ChainForge.Tests.Runs.Ledger;

/// <summary>A ledger that an earlier version of the program left, laid into a data folder as that version would have.</summary>
internal static class RecordedLedger
{
    private const string MarkerOfVersion1 = "A ledger of paid work belongs here: ledger.db. Never remove it while runs are unfinished.\n";

    public static void LayInto(string dataFolder, int version)
    {
        Directory.CreateDirectory(dataFolder);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Runs", "Ledger", "Ledgers", $"v{version}.db"), Path.Combine(dataFolder, "ledger.db"));
        if (version == 1)
        {
            File.WriteAllText(Path.Combine(dataFolder, "ledger.marker"), MarkerOfVersion1);
        }
    }
}
