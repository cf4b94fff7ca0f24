namespace ChainForge.Benchmarks.Figures;

/// <summary>A figure is worse than what is promised of it; the program ends with 1.</summary>
internal sealed class TooSlowException(string message) : Exception(message);
