namespace ChainForge.Media;

/// <summary>
/// Whether the joined sound clicks at a joint, by the second difference |a - 2b + c| of three neighbouring samples (full scale 1),
/// measured before music is added and anything is encoded.
/// </summary>
/// <param name="AtJoint">The largest within 2 ms of the joint, or of either end of its crossfade.</param>
/// <param name="Usual">The 99.9th percentile of the same within a second before and behind.</param>
public sealed record SampleStep(double AtJoint, double Usual)
{
    /// <summary>The largest that the two clips have there by themselves, before they are joined: a beat that falls on a joint is no click.</summary>
    public double Own { get; init; }

    /// <summary>What is at the joint over what belongs to the sound.</summary>
    public double Ratio => Over(1e-6);

    /// <summary>Whether it can be heard as a click.</summary>
    public bool IsClick => AtJoint > SeamThresholds.InaudibleClick && Ratio > SeamThresholds.Click;

    /// <summary>The same, where a sound that is too faint to hear counts as one that can just be heard: by it places are compared.</summary>
    internal double Audible => Over(SeamThresholds.InaudibleClick);

    private double Over(double least) => AtJoint / Math.Max(Math.Max(Usual, Own), least);
}
