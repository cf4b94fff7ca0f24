using System.Data.Common;

namespace ChainForge.Runs;

/// <summary>Adds up what all runs hold, in the transaction that wants to add to it.</summary>
internal static class AccountQuery
{
    /// <summary>The key of the moment when a person last closed the breaker.</summary>
    public const string BreakerClosedAt = "breaker_closed_at";

    public static async Task<AccountTotals> TotalsAsync(DbConnection connection, Run run, DateTimeOffset now)
    {
        var inFlight = await connection.QueryAsync("SELECT COALESCE(SUM(in_flight), 0) FROM runs WHERE in_flight > 0", reader => Convert.ToInt32(reader.GetValue(0)));

        // A run that is not waiting yet stands behind all that are.
        var waiting = await connection.QueryAsync(
            "SELECT COUNT(*) FROM runs WHERE waiting_since IS NOT NULL AND id <> @run AND (waiting_since < @since OR (waiting_since = @since AND id < @run))",
            reader => Convert.ToInt32(reader.GetValue(0)),
            ("run", run.Id), ("since", run.WaitingSince?.ToUnixTimeMilliseconds() ?? long.MaxValue));
        return new AccountTotals(inFlight[0], waiting[0])
        {
            CreditsElsewhere = await CreditsElsewhereAsync(connection, run, now),
            UnknownOutcomes = await UnknownOutcomesAsync(connection),
        };
    }

    /// <summary>The latest are enough: while the breaker is open, nothing new can become unknown.</summary>
    public static async Task<List<DateTimeOffset>> UnknownOutcomesAsync(DbConnection connection)
    {
        var latest = await connection.QueryAsync(
            "SELECT at FROM unknown_outcomes WHERE at > (SELECT COALESCE(MAX(CAST(value AS BIGINT)), 0) FROM ledger_meta WHERE key = @key) ORDER BY at DESC LIMIT 100",
            reader => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)),
            ("key", BreakerClosedAt));
        latest.Reverse();
        return latest;
    }

    private static async Task<decimal> CreditsElsewhereAsync(DbConnection connection, Run run, DateTimeOffset now)
    {
        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var thousandths = await connection.QueryAsync(
            "SELECT COALESCE(SUM(spent + reserved), 0) FROM runs WHERE (updated_at >= @month OR reserved > 0) AND id <> @run",
            reader => Convert.ToDecimal(reader.GetValue(0)),
            ("month", month.ToUnixTimeMilliseconds()), ("run", run.Id));
        return thousandths[0] / 1000;
    }
}
