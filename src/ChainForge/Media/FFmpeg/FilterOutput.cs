namespace ChainForge.Media;

/// <summary>What FFmpeg is to make of a stream besides other things.</summary>
/// <param name="Filter">The filters.</param>
/// <param name="Options">Where to and how.</param>
internal sealed record FilterOutput(string Filter, IReadOnlyList<string> Options);
