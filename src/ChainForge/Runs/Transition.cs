namespace ChainForge.Runs;

/// <summary>A change of a run together with the line of history that tells it.</summary>
/// <param name="Run">The run as it is afterwards.</param>
/// <param name="Event">For a person, without any secret: <c>segment 3 submitted (16 credits reserved)</c>.</param>
/// <param name="WebhookTokenHash">SHA-256 of a new attempt's webhook token, stored beside the run; null when there is none.</param>
/// <param name="AttemptId">The attempt that the change is about, or null.</param>
public sealed record Transition(Run Run, string Event, string? AttemptId = null, string? WebhookTokenHash = null)
{
    /// <summary>Whether an outcome has become unknown: the breaker counts them.</summary>
    public bool LosesOutcome { get; init; }
}
