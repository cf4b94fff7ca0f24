using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace ChainForge.Runs;

/// <summary>Which ledger it is, and how many paid requests were ever written down in it.</summary>
/// <param name="Id">32 hexadecimal digits, drawn when the ledger was made.</param>
/// <param name="Intents">Only ever grows, in the transaction of each intent: a ledger that counts fewer than it did has lost some.</param>
internal sealed record LedgerIdentity(string Id, long Intents)
{
    private const string IdKey = "ledger_id";
    private const string IntentsKey = "intents";

    public static async Task CreateAsync(DbConnection connection)
    {
        await InsertAsync(connection, IdKey, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        await InsertAsync(connection, IntentsKey, "0");
    }

    /// <summary>One more intent, in its own transaction.</summary>
    public static Task CountAsync(DbConnection connection) => connection.ExecuteAsync(
        "UPDATE ledger_meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = @key", ("key", IntentsKey));

    /// <summary>Null when the ledger has no such entries.</summary>
    public static async Task<LedgerIdentity?> ReadAsync(DbConnection connection)
    {
        var entries = await connection.QueryAsync(
            "SELECT key, value FROM ledger_meta WHERE key IN (@id, @intents)", reader => (Key: reader.GetString(0), Value: reader.GetString(1)),
            ("id", IdKey), ("intents", IntentsKey));
        var id = entries.Find(entry => entry.Key == IdKey).Value;
        var intents = entries.Find(entry => entry.Key == IntentsKey).Value;
        return id is null || intents is null ? null : new LedgerIdentity(id, long.Parse(intents, CultureInfo.InvariantCulture));
    }

    private static Task<int> InsertAsync(DbConnection connection, string key, string value) => connection.ExecuteAsync(
        "INSERT INTO ledger_meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO NOTHING", ("key", key), ("value", value));
}
