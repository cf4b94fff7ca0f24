namespace ChainForge.Media;

/// <summary>How a declared cut looks and sounds.</summary>
/// <param name="Kind">How.</param>
/// <param name="Length">How long; at most half of each of the two clips is used for it.</param>
public sealed record CutTransition(TransitionKind Kind, TimeSpan Length);

/// <summary>How a declared cut looks.</summary>
public enum TransitionKind
{
    /// <summary>The end of one clip and the beginning of the next are shown and heard over each other, whatever <see cref="AudioMode"/> says; the video gets shorter by that much.</summary>
    Dissolve,

    /// <summary>Down to black and up again, half of the length each; the video keeps its length. The sound goes with it, whatever <see cref="AudioMode"/> says.</summary>
    FadeBlack,
}
