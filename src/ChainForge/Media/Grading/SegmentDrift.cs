namespace ChainForge.Media;

/// <summary>How far the look of a clip as a whole lies from that of the first clip of its scene, as the clips came.</summary>
/// <param name="From">The clip that it is compared with, from 0: the first, or the one behind the last cut.</param>
/// <param name="Colour">Step of the pooled means and spreads.</param>
/// <param name="Sharpness">Step of the pooled sharpness; null: not measured.</param>
public sealed record SegmentDrift(int From, ColourStep Colour, SharpnessStep? Sharpness)
{
    /// <summary>One a clip.</summary>
    /// <param name="looks">For each clip the look of some of its frames.</param>
    /// <param name="joints">How each clip after the first follows.</param>
    public static IReadOnlyList<SegmentDrift> Of(IReadOnlyList<IReadOnlyList<FrameLook>> looks, IReadOnlyList<JointKind> joints)
    {
        ArgumentNullException.ThrowIfNull(looks);
        ArgumentNullException.ThrowIfNull(joints);
        var pooled = looks.Select(FrameLook.Pooled).ToArray();
        var drifts = new SegmentDrift[looks.Count];
        var from = 0;
        for (var k = 0; k < looks.Count; k++)
        {
            from = k > 0 && joints[k - 1] == JointKind.Cut ? k : from;
            drifts[k] = new SegmentDrift(from, ColourStep.Between(pooled[from], pooled[k]), SharpnessStep.Between(pooled[from], pooled[k]));
        }

        return drifts;
    }
}
