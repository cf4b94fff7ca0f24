namespace ChainForge.Runs;

/// <summary>One line of a run's history.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="AttemptId">The attempt it is about, or null.</param>
/// <param name="Text">For a person, without any secret.</param>
public sealed record RunEvent(DateTimeOffset At, string? AttemptId, string Text);
