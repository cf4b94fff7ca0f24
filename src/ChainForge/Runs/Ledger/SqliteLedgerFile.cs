using Microsoft.Data.Sqlite;

namespace ChainForge.Runs;

/// <summary>Makes sure that a file is a ledger of ours, in good order, and durable.</summary>
internal static class SqliteLedgerFile
{
    /// <summary>The ledger of a data folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "ledger.db");

    /// <summary>Whether a folder has a ledger, or had one.</summary>
    public static bool IsIn(string folder) => File.Exists(PathIn(folder)) || File.Exists(Marker(PathIn(folder)));

    /// <summary>Whether there is a ledger; one that was here and is gone is an error, never a fresh start.</summary>
    /// <exception cref="LedgerException">The marker is there but the ledger is not.</exception>
    public static bool Exists(string file)
    {
        // A process that died while it made its first ledger leaves an empty file, and nothing is lost with it.
        if (new FileInfo(file) is { Exists: true, Length: > 0 })
        {
            return true;
        }

        return File.Exists(Marker(file))
            ? throw new LedgerException(
                $"The ledger {file} is missing or empty, but {Marker(file)} says that there was one. Starting anew could pay for clips twice. "
                + $"Put the ledger back; or, if you are sure, remove {Marker(file)}.")
            : false;
    }

    /// <exception cref="LedgerException">It is not a ledger, is damaged, or is of a newer version.</exception>
    public static async Task PrepareAsync(SqliteConnection connection, string file, bool exists)
    {
        if (exists)
        {
            await CheckAsync(connection, file);
        }
        else
        {
            await connection.ExecuteAsync($"PRAGMA application_id = {LedgerSchema.ApplicationId}; PRAGMA user_version = {LedgerSchema.Version}");
        }

        await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        await connection.ExecuteAsync(LedgerSchema.Create);
        if (await TextAsync(connection, "journal_mode") != "wal" || await TextAsync(connection, "synchronous") != "2")
        {
            throw new LedgerException($"The ledger {file} cannot be made durable here (no write-ahead log). Use a local disk, not a network share.");
        }

        await File.WriteAllTextAsync(Marker(file), "A ledger of paid work belongs here: ledger.db. Never remove it while runs are unfinished.\n");
    }

    private static async Task CheckAsync(SqliteConnection connection, string file)
    {
        string problem;
        try
        {
            problem = await TextAsync(connection, "quick_check(1)");
        }
        catch (SqliteException e)
        {
            problem = e.Message;
        }

        if (problem != "ok")
        {
            throw new LedgerException($"The ledger {file} is damaged: {problem}. Nothing is started over it. Restore a copy, or recover it with `sqlite3 {Path.GetFileName(file)} .recover`.");
        }

        if (await TextAsync(connection, "application_id") != LedgerSchema.ApplicationId.ToString())
        {
            throw new LedgerException($"{file} is not a ledger of ChainForge. Choose another --data folder.");
        }

        var version = int.Parse(await TextAsync(connection, "user_version"));
        if (version != LedgerSchema.Version)
        {
            throw new LedgerException($"The ledger {file} has version {version}; this program knows version {LedgerSchema.Version}. Use the newer program.");
        }
    }

    private static string Marker(string file) => Path.Combine(Path.GetDirectoryName(file)!, "ledger.marker");

    private static async Task<string> TextAsync(SqliteConnection connection, string pragma) =>
        (await connection.QueryAsync($"PRAGMA {pragma}", reader => reader.GetValue(0).ToString()!)).First();
}
