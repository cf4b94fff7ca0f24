namespace ChainForge.App.Jobs;

/// <summary>A job that should be enqueued. Its key is all that Hangfire is told: ids, never a prompt or an address.</summary>
public sealed record JobRequest(JobKind Kind, string RunId, string? AttemptId = null);
