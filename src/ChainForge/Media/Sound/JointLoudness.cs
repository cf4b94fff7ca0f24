namespace ChainForge.Media;

/// <summary>The step of loudness over a joint. Pure.</summary>
internal static class JointLoudness
{
    // The sound of a clip may end a few hundredths of a second before its picture; where more is missing, the joint is silent.
    private const double MostMissing = 0.25;

    /// <summary>First 400 ms of the next clip minus last 400 ms of the clip before, in LU; null: one of them is silent, shorter than that, or was not measured.</summary>
    /// <param name="before">The clip before.</param>
    /// <param name="end">Where it is left, in seconds after its first frame.</param>
    /// <param name="after">The next clip.</param>
    /// <param name="start">Where it is entered, in seconds after its first frame.</param>
    public static double? Step(ClipLoudness? before, double end, ClipLoudness? after, double start)
    {
        if (before is null || after is null || before.Length < end - MostMissing)
        {
            return null;
        }

        var left = before.Between(0, end).LastOrDefault(double.MinValue);
        var right = after.Between(start, after.Length).FirstOrDefault(double.MinValue);
        return left > GatedLoudness.Silence && right > GatedLoudness.Silence ? Math.Round(right - left, 1) : null;
    }
}
