namespace ChainForge.Runs;

/// <summary>What a step did.</summary>
/// <param name="Did">For a person; null when there was nothing to do, or somebody else did it.</param>
/// <param name="Run">The run as it is now.</param>
/// <param name="Next">What it wants next.</param>
public sealed record StepResult(string? Did, Run Run, IReadOnlyList<Step> Next);
