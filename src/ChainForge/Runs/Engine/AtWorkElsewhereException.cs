namespace ChainForge.Runs;

/// <summary>Another process is doing this very thing: there is nothing to do here, and nothing is wrong.</summary>
internal sealed class AtWorkElsewhereException : Exception;
