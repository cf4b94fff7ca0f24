using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ChainForge.Runs;

/// <summary>Keeps an older ledger as it was, beside it, before it is upgraded.</summary>
internal static class SqliteLedgerCopy
{
    /// <returns>The copy, <c>ledger.v1.20261124-093000.db</c>; on the disk, and never written over.</returns>
    /// <exception cref="LedgerException">It could not be made: the ledger is left as it is.</exception>
    public static async Task<string> KeepAsync(SqliteConnection connection, string file, int version, DateTimeOffset now)
    {
        var copy = FreeName(file, $"v{version}.{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        var partial = $"{copy}.partial";
        try
        {
            File.Delete(partial);

            // All that is committed, also what is only in the write-ahead log; the ledger itself is not touched.
            await connection.ExecuteAsync("VACUUM INTO @copy", ("copy", partial));
            using (var written = File.OpenHandle(partial, FileMode.Open, FileAccess.ReadWrite))
            {
                RandomAccess.FlushToDisk(written);
            }

            File.Move(partial, copy, overwrite: false);
            return copy;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            File.Delete(partial);
            throw new LedgerException(
                $"The ledger {file} has version {version} and was not upgraded, because no copy of it could be kept: {e.Message} Make room beside it, about as much as it takes itself.", e);
        }
    }

    private static string FreeName(string file, string stamp)
    {
        for (var number = 1; ; number++)
        {
            var name = Path.ChangeExtension(file, number == 1 ? $"{stamp}.db" : $"{stamp}-{number}.db");
            if (!File.Exists(name))
            {
                return name;
            }
        }
    }
}
