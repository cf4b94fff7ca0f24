namespace ChainForge.Runs;

/// <summary>The run that was started under a caller's key.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Body">Hash of what was sent with the key.</param>
public sealed record KeyedStart(string RunId, string Body);
