using System.Data.Common;

namespace ChainForge.Runs;

/// <content>Runs that are started under a key of the caller's: the same key is the same run, for all servers and after every restart.</content>
public sealed partial class RunLedger
{
    /// <summary>The run that was started under a key, or null.</summary>
    public Task<KeyedStart?> FindKeyedAsync(string key, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(connection => KeyedAsync(connection, key), cancellationToken);

    /// <summary>Records a new run under a key, unless one was recorded under it before. Key and run are one transaction: no crash leaves one without the other.</summary>
    /// <param name="key">The caller's key, hashed.</param>
    /// <param name="body">Hash of what was sent with it.</param>
    /// <param name="start">The run.</param>
    /// <param name="cancellationToken">Cancels waiting for a turn, never a commit.</param>
    /// <returns>The run of that key: this one, or the one before.</returns>
    public Task<KeyedStart> StartKeyedAsync(string key, string body, Transition start, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async connection =>
            {
                var taken = await connection.ExecuteAsync(
                    "INSERT INTO idempotency_keys (key, body, run_id, at) VALUES (@key, @body, @run, @at) ON CONFLICT (key) DO NOTHING",
                    ("key", key), ("body", body), ("run", start.Run.Id), ("at", Now()));
                if (taken == 0)
                {
                    // A server that was faster has committed by now: the insert has waited for it.
                    return (await KeyedAsync(connection, key))!;
                }

                await InsertAsync(connection, start);
                return new KeyedStart(start.Run.Id, body);
            },
            cancellationToken);

    private static async Task<KeyedStart?> KeyedAsync(DbConnection connection, string key) =>
        (await connection.QueryAsync(
            "SELECT run_id, body FROM idempotency_keys WHERE key = @key", reader => new KeyedStart(reader.GetString(0), reader.GetString(1)), ("key", key))).FirstOrDefault();
}
