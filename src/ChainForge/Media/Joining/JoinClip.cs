namespace ChainForge.Media;

/// <summary>A clip to be joined.</summary>
/// <param name="Path">The MP4.</param>
/// <param name="JointToPrevious">How it follows the clip before; means nothing for the first.</param>
public sealed record JoinClip(string Path, JointKind JointToPrevious);
