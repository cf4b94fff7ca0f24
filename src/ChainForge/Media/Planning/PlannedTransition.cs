namespace ChainForge.Media;

/// <summary>A transition in frames of the video.</summary>
/// <param name="Kind">How.</param>
/// <param name="Before">The last shown frames of the clip before that take part.</param>
/// <param name="After">The first shown frames of the clip behind it; for a dissolve the same frames of the video.</param>
public sealed record PlannedTransition(TransitionKind Kind, int Before, int After)
{
    /// <summary>Frames of the video that both clips share.</summary>
    public int Overlap => Kind == TransitionKind.Dissolve ? After : 0;

    /// <summary>At most half of each clip takes part: it may have a transition at both ends. Null: not one frame is left for it.</summary>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="rate">Frames per second of the video.</param>
    /// <param name="before">Shown frames of the clip before.</param>
    /// <param name="after">Shown frames of the clip behind it.</param>
    internal static PlannedTransition? Of(CutTransition wanted, FrameRate rate, int before, int after)
    {
        var seconds = wanted.Length.TotalSeconds / (wanted.Kind == TransitionKind.Dissolve ? 1 : 2);
        var (last, first) = (Frames(before), Frames(after));
        var both = Math.Min(last, first);
        return both == 0 ? null : wanted.Kind == TransitionKind.Dissolve ? new(wanted.Kind, both, both) : new(wanted.Kind, last, first);

        int Frames(int shown) => Math.Min((int)Math.Round(seconds * rate.PerSecond, MidpointRounding.AwayFromZero), shown / 2);
    }

    /// <summary>How much of a shared frame is the clip behind's, 0 to 1; neither end is wholly one clip, for those frames are beside it.</summary>
    /// <param name="frame">Its place in the overlap.</param>
    internal double Arrived(int frame) => (frame + 1.0) / (Overlap + 1);

    /// <summary>How black a frame of the clip before is, 0 to 1.</summary>
    /// <param name="left">Frames that come behind it before the cut.</param>
    internal double Leaving(int left) => Overlap > 0 ? 0 : Math.Max(0, (double)(Before - left) / Before);

    /// <summary>How black a frame of the clip behind is, 0 to 1.</summary>
    /// <param name="frame">Its place behind the cut.</param>
    internal double Arriving(int frame) => Overlap > 0 ? 0 : Math.Max(0, (double)(After - frame) / After);
}
