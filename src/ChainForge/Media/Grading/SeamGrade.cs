namespace ChainForge.Media;

/// <summary>What a viewer notices of a joint.</summary>
public enum SeamGrade
{
    /// <summary>Nothing.</summary>
    Good,

    /// <summary>Something, to who looks and listens closely.</summary>
    Visible,

    /// <summary>It, without looking for it.</summary>
    Bad,
}

/// <summary>The grade of a joint.</summary>
/// <param name="Grade">That of the worst figure.</param>
/// <param name="Reason">Why, in words, the worst figure first.</param>
/// <param name="Findings">What stands out, the worst first; none: a good joint.</param>
public sealed record SeamVerdict(SeamGrade Grade, string Reason, IReadOnlyList<SeamFinding> Findings);

/// <summary>A figure that stands out.</summary>
/// <param name="Grade">How much.</param>
/// <param name="Figure">Which, for programs: <c>anchor</c>, <c>jump</c>, <c>halt</c>, <c>brightness</c>, <c>colour</c>, <c>contrast</c>, <c>saturation</c>, <c>sharpness</c>, <c>pace</c>, <c>loudness</c>, <c>click</c>.</param>
/// <param name="Excess">How many times the limit of a good joint.</param>
/// <param name="Text">In words, with its unit.</param>
public sealed record SeamFinding(SeamGrade Grade, string Figure, double Excess, string Text);
