namespace ChainForge.Runs;

/// <content>What the breaker counts, with its story.</content>
public sealed partial class RunLedger
{
    /// <summary>The outcomes that became unknown since a person last closed the breaker: the latest hundred, oldest first.</summary>
    public async Task<IReadOnlyList<LostOutcome>> LostOutcomesAsync(CancellationToken cancellationToken = default)
    {
        var latest = await _store.ReadAsync(
            connection => connection.QueryAsync(
                """
                SELECT u.run_id, e.attempt, u.at, e.text
                FROM unknown_outcomes u JOIN events e ON e.run_id = u.run_id AND e.version = u.version
                WHERE u.at > (SELECT COALESCE(MAX(CAST(value AS BIGINT)), 0) FROM ledger_meta WHERE key = @key)
                ORDER BY u.at DESC LIMIT 100
                """,
                reader => new LostOutcome(reader.GetString(0), reader.TextOrNull(1), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)), reader.GetString(3)),
                ("key", AccountQuery.BreakerClosedAt)),
            cancellationToken);
        latest.Reverse();
        return latest;
    }
}
