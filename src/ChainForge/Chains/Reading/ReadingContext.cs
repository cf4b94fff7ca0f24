using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>What every reader of one file shares.</summary>
internal sealed record ReadingContext(ChainLimits Limits, ProblemList Problems, LocalMedia Media);
