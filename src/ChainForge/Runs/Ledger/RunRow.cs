using System.Data.Common;

namespace ChainForge.Runs;

/// <summary>A run as a row: the document, and the few columns that find it.</summary>
internal sealed class RunRow(Run run, DateTimeOffset now)
{
    private readonly (string, object?)[] _values =
    [
        ("id", run.Id),
        ("chain", run.Chain),
        ("state", OperatorTransitions.Word(run.State)),
        ("started", run.StartedAt.ToUnixTimeMilliseconds()),
        ("updated", now.ToUnixTimeMilliseconds()),
        ("work", NextSteps.Of(run, now).Count > 0 ? 1 : 0),
        ("inflight", run.InFlight),
        ("waiting", run.WaitingSince?.ToUnixTimeMilliseconds()),
        ("spent", Thousandths(run.Spent)),
        ("reserved", Thousandths(run.Reserved)),
        ("document", RunDocument.Write(run)),
    ];

    public Task<int> InsertAsync(DbConnection connection) => connection.ExecuteAsync(
        """
        INSERT INTO runs (id, chain, state, version, started_at, updated_at, has_work, in_flight, waiting_since, spent, reserved, document)
        VALUES (@id, @chain, @state, 1, @started, @updated, @work, @inflight, @waiting, @spent, @reserved, @document)
        """,
        _values);

    /// <returns>1, or 0 when the run has another version by now.</returns>
    public Task<int> UpdateAsync(DbConnection connection, long version) => connection.ExecuteAsync(
        """
        UPDATE runs SET chain = @chain, state = @state, version = version + 1, started_at = @started, updated_at = @updated, has_work = @work,
            in_flight = @inflight, waiting_since = @waiting, spent = @spent, reserved = @reserved, document = @document
        WHERE id = @id AND version = @version
        """,
        [.. _values, ("version", version)]);

    /// <summary>Writes what stands beside the document: the history, the token of a new attempt, the jobs.</summary>
    /// <exception cref="JobOwnedException">A job of this run belongs to another attempt.</exception>
    public async Task InsertBesideAsync(DbConnection connection, long version, Transition change)
    {
        await connection.ExecuteAsync(
            "INSERT INTO events (run_id, version, at, attempt, text) VALUES (@run, @version, @at, @attempt, @text)",
            ("run", run.Id), ("version", version), ("at", now.ToUnixTimeMilliseconds()), ("attempt", change.AttemptId), ("text", change.Event));
        if (change.WebhookTokenHash is not null)
        {
            await connection.ExecuteAsync(
                "INSERT INTO webhook_tokens (hash, run_id, attempt) VALUES (@hash, @run, @attempt)",
                ("hash", change.WebhookTokenHash), ("run", run.Id), ("attempt", change.AttemptId));
        }

        if (change.LosesOutcome)
        {
            await connection.ExecuteAsync(
                "INSERT INTO unknown_outcomes (run_id, version, at) VALUES (@run, @version, @at)",
                ("run", run.Id), ("version", version), ("at", now.ToUnixTimeMilliseconds()));
        }

        if (change.AttemptId is not { } attemptId)
        {
            return;
        }

        var attempt = run.Attempt(attemptId);
        if (attempt.JobId is { } jobId)
        {
            await OwnJobAsync(connection, attemptId, jobId);
        }

        foreach (var other in attempt.OtherJobs)
        {
            await KnowJobAsync(connection, attemptId, other.JobId);
        }
    }

    // One job, one attempt, whatever a person types and whatever the provider answers.
    private async Task OwnJobAsync(DbConnection connection, string attemptId, string jobId)
    {
        await KnowJobAsync(connection, attemptId, jobId);
        var owner = await connection.QueryAsync(
            "SELECT run_id, attempt FROM jobs WHERE job_id = @job", reader => (Run: reader.GetString(0), Attempt: reader.GetString(1)), ("job", jobId));
        if (owner[0] != (run.Id, attemptId))
        {
            throw new JobOwnedException($"job {jobId} belongs to attempt {owner[0].Attempt} of run {owner[0].Run}");
        }
    }

    private Task<int> KnowJobAsync(DbConnection connection, string attemptId, string jobId) => connection.ExecuteAsync(
        "INSERT INTO jobs (job_id, run_id, attempt) VALUES (@job, @run, @attempt) ON CONFLICT (job_id) DO NOTHING",
        ("job", jobId), ("run", run.Id), ("attempt", attemptId));

    private static long Thousandths(decimal credits) => (long)Math.Round(credits * 1000);
}
