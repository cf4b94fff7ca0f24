namespace ChainForge.Media;

/// <summary>A clip to be joined.</summary>
/// <param name="Path">The MP4.</param>
/// <param name="JointToPrevious">How it follows the clip before; means nothing for the first.</param>
/// <param name="Prepared">Folder where what is made of it is kept, and may lie already; null: it is made now and thrown away.</param>
public sealed record JoinClip(string Path, JointKind JointToPrevious, string? Prepared = null)
{
    /// <summary>
    /// How the joint before it looks where it does not go on from the clip before: at a <see cref="JointKind.Cut"/>, and where the
    /// pictures say so. Null: from one frame to the next. Means nothing elsewhere.
    /// </summary>
    public CutTransition? Transition { get; init; }
}
