using Microsoft.Data.Sqlite;

namespace ChainForge.Runs;

/// <summary>Makes sure that a file is the ledger that belongs here, in good order, of this version, and durable.</summary>
internal sealed class SqliteLedgerFile(string folder, TimeProvider time)
{
    private const int MostDamage = 5;

    private readonly LedgerMarker _marker = new(folder);

    public string Path { get; } = System.IO.Path.Combine(folder, "ledger.db");

    /// <summary>What was done to an older ledger, for a person; null when nothing was.</summary>
    public string? Upgraded { get; private set; }

    /// <summary>Whether a folder has a ledger, or had one.</summary>
    public static bool IsIn(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "ledger.db")) || new LedgerMarker(folder).Exists;

    /// <summary>Whether there is a ledger; one that was here and is gone is an error, never a fresh start.</summary>
    /// <exception cref="LedgerException">The marker is there but the ledger is not.</exception>
    public bool Exists()
    {
        // A process that died while it made its first ledger leaves an empty file, and nothing is lost with it.
        if (new FileInfo(Path) is { Exists: true, Length: > 0 })
        {
            return true;
        }

        return _marker.Exists
            ? throw new LedgerException(
                $"The ledger {Path} is missing or empty, but {_marker.Path} says that there was one. Starting anew could pay for clips twice. "
                + $"Put the ledger back; or, if you are sure, remove {_marker.Path}.")
            : false;
    }

    /// <exception cref="LedgerException">It is not a ledger or not the one that belongs here, is damaged, has lost entries, or is of a newer version.</exception>
    public async Task<LedgerMarker> PrepareAsync(SqliteConnection connection, bool exists)
    {
        // Before the ledger: beside a process that writes, the ledger may only be further on than what the marker says.
        var marked = _marker.Read();
        if (exists)
        {
            await CheckAsync(connection);
        }

        if (!exists || !await HasTablesAsync(connection))
        {
            await CreateAsync(connection);
        }

        await UpgradeAsync(connection);
        var identity = await LedgerIdentity.ReadAsync(connection)
            ?? throw new LedgerException($"The ledger {Path} has lost its name: it is damaged. Put back a copy.");
        RequireSame(marked, identity);
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        await connection.ExecuteAsync(LedgerSchema.Create);
        if (await TextAsync(connection, "journal_mode") != "wal" || await TextAsync(connection, "synchronous") != "2")
        {
            throw new LedgerException($"The ledger {Path} cannot be made durable here (no write-ahead log). Use a local disk, not a network share.");
        }

        if (marked is null)
        {
            _marker.Write(identity);
        }

        return _marker;
    }

    private async Task CreateAsync(SqliteConnection connection)
    {
        if (_marker.Exists)
        {
            throw Lost("it has no tables any more");
        }

        // In one transaction, and into the file itself before there is a log that could get lost.
        await using var transaction = connection.BeginTransaction(deferred: false);
        await connection.ExecuteAsync($"PRAGMA application_id = {LedgerSchema.ApplicationId}; PRAGMA user_version = {LedgerSchema.Version}");
        await connection.ExecuteAsync(LedgerSchema.Create);
        await LedgerIdentity.CreateAsync(connection);
        transaction.Commit();
    }

    private async Task UpgradeAsync(SqliteConnection connection)
    {
        var version = await VersionAsync(connection);
        LedgerUpgrades.Require($"The ledger {Path}", version);
        if (version == LedgerSchema.Version)
        {
            return;
        }

        // An older program that still works on it would go on writing what it knows.
        using var alone = DataFolderLock.TakeUnlessHeld(folder);
        var copy = await SqliteLedgerCopy.KeepAsync(connection, Path, version, time.GetUtcNow());
        await using var transaction = connection.BeginTransaction(deferred: false);
        await LedgerUpgrades.ApplyAsync(connection, version);
        await connection.ExecuteAsync($"PRAGMA user_version = {LedgerSchema.Version}");
        transaction.Commit();
        Upgraded = $"The ledger {Path} was upgraded from version {version} to {LedgerSchema.Version}; as it was it is kept as {copy}.";
    }

    private async Task CheckAsync(SqliteConnection connection)
    {
        if (await DamageAsync(connection) is { } damage)
        {
            throw new LedgerException(
                $"The ledger {Path} is damaged: {damage}. Nothing is started over it. Restore a copy, or recover it with `sqlite3 {System.IO.Path.GetFileName(Path)} .recover`.");
        }

        if (await TextAsync(connection, "application_id") != LedgerSchema.ApplicationId.ToString())
        {
            throw new LedgerException($"{Path} is not a ledger of ChainForge. Choose another --data folder.");
        }

        LedgerUpgrades.Require($"The ledger {Path}", await VersionAsync(connection));
        if (SQLitePCL.raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
        {
            // SQLite opens it all the same, and only the first intent would fail.
            throw new LedgerException($"The ledger {Path} is read-only. Nothing is submitted without writing it down first: make the file and its folder writable.");
        }
    }

    // The quick check reads everything but the order of the indexes; only a damaged ledger is worth the long one's words.
    private static async Task<string?> DamageAsync(SqliteConnection connection)
    {
        try
        {
            if (await TextAsync(connection, "quick_check(1)") == "ok")
            {
                return null;
            }

            var lines = await connection.QueryAsync($"PRAGMA integrity_check({MostDamage})", reader => reader.GetString(0));
            return string.Join("; ", lines.SelectMany(line => line.Split('\n')).Take(MostDamage));
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            // SQLITE_CORRUPT, SQLITE_NOTADB: too damaged to be looked at.
            return e.Message;
        }
    }

    private void RequireSame(LedgerIdentity? marked, LedgerIdentity ledger)
    {
        if (marked is not null && marked.Id != ledger.Id)
        {
            throw new LedgerException(
                $"The ledger {Path} is another one ({ledger.Id[..8]}) than the one that belongs here ({marked.Id[..8]}, says {_marker.Path}). "
                + $"Put the right one back; or, if this one is to be used here from now on, remove {_marker.Path}.");
        }

        if (marked?.Intents > ledger.Intents)
        {
            throw Lost($"{marked.Intents} paid requests were written down in it, and it knows {ledger.Intents}");
        }
    }

    private LedgerException Lost(string what) => new(
        $"The ledger {Path} has lost its newest entries: {what}. Its write-ahead log (ledger.db-wal) was removed, or an old copy was put in its place. "
        + "Nothing is started over it: what is missing would be paid again. Put back the newest ledger together with its -wal file. "
        + $"If there is none: compare the jobs of your account with `chainforge runs`, cancel what is made already, then remove {_marker.Path} to accept the ledger as it is.");

    private static async Task<bool> HasTablesAsync(SqliteConnection connection) =>
        (await connection.QueryAsync("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'runs'", reader => reader.GetInt32(0))).Count > 0;

    private static async Task<int> VersionAsync(SqliteConnection connection) => int.Parse(await TextAsync(connection, "user_version"));

    private static async Task<string> TextAsync(SqliteConnection connection, string pragma) =>
        (await connection.QueryAsync($"PRAGMA {pragma}", reader => reader.GetValue(0).ToString()!)).First();
}
