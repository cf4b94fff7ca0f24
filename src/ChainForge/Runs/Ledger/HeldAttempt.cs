namespace ChainForge.Runs;

/// <summary>An attempt of some run that may occupy a place at the provider.</summary>
public sealed record HeldAttempt(string RunId, Attempt Attempt);
