namespace ChainForge.Media;

/// <summary>What the seam analysis needs of a clip, from one decode of it.</summary>
/// <param name="Head">The first frames, in order.</param>
/// <param name="Tail">The last frames, in order.</param>
/// <param name="All">Every frame in order; only where an extension is searched for its source.</param>
internal sealed record ClipSketch(IReadOnlyList<SmallFrame> Head, IReadOnlyList<SmallFrame> Tail, IReadOnlyList<SmallFrame>? All)
{
    /// <summary>How many frames are kept at each end: ten steps of motion and a few more for held frames.</summary>
    public const int Kept = 14;
}
