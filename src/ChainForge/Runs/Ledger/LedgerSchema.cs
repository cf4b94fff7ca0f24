namespace ChainForge.Runs;

/// <summary>The ledger's tables, in words that SQLite and PostgreSQL both understand.</summary>
/// <remarks>
/// Times are Unix milliseconds, credits are thousandths. The document is the truth; the columns beside it only find it.
/// </remarks>
internal static class LedgerSchema
{
    /// <summary>Written into every ledger: an older one is upgraded by the steps in <c>Upgrades/</c>, a newer one is refused.</summary>
    public const int Version = 2;

    /// <summary>SQLite's application id, "CFLG": a file that lacks it is not a ledger.</summary>
    public const int ApplicationId = 0x43464C47;

    public const string Create = """
        CREATE TABLE IF NOT EXISTS ledger_meta (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS runs (
            id TEXT PRIMARY KEY,
            chain TEXT NOT NULL,
            state TEXT NOT NULL,
            version BIGINT NOT NULL,
            started_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            has_work INTEGER NOT NULL,
            in_flight INTEGER NOT NULL,
            waiting_since BIGINT,
            spent BIGINT NOT NULL,
            reserved BIGINT NOT NULL,
            lease_owner TEXT,
            document TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS runs_with_work ON runs (has_work) WHERE has_work = 1;
        CREATE INDEX IF NOT EXISTS runs_in_flight ON runs (in_flight) WHERE in_flight > 0;
        CREATE INDEX IF NOT EXISTS runs_reserved ON runs (reserved) WHERE reserved > 0;
        CREATE INDEX IF NOT EXISTS runs_waiting ON runs (waiting_since) WHERE waiting_since IS NOT NULL;
        CREATE INDEX IF NOT EXISTS runs_credits ON runs (updated_at, spent, reserved);
        CREATE TABLE IF NOT EXISTS owners (
            owner TEXT PRIMARY KEY,
            until BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS events (
            run_id TEXT NOT NULL,
            version BIGINT NOT NULL,
            at BIGINT NOT NULL,
            attempt TEXT,
            text TEXT NOT NULL,
            PRIMARY KEY (run_id, version));
        CREATE TABLE IF NOT EXISTS jobs (
            job_id TEXT PRIMARY KEY,
            run_id TEXT NOT NULL,
            attempt TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS webhook_tokens (
            hash TEXT PRIMARY KEY,
            run_id TEXT NOT NULL,
            attempt TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS unknown_outcomes (
            run_id TEXT NOT NULL,
            version BIGINT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (run_id, version));
        CREATE INDEX IF NOT EXISTS unknown_outcomes_at ON unknown_outcomes (at);
        CREATE TABLE IF NOT EXISTS intake (
            content TEXT PRIMARY KEY,
            file TEXT NOT NULL,
            at BIGINT NOT NULL,
            run_id TEXT,
            problems TEXT);
        CREATE TABLE IF NOT EXISTS idempotency_keys (
            key TEXT PRIMARY KEY,
            body TEXT NOT NULL,
            run_id TEXT NOT NULL,
            at BIGINT NOT NULL);
        """;
}
