namespace ChainForge.Media;

/// <summary>How much louder the sound is behind a joint than before it. Pure.</summary>
/// <param name="Step">Gated loudness of a few seconds behind the joint minus that of as much before it, in LU.</param>
/// <param name="Usual">The largest such step within the two clips themselves, without its sign.</param>
internal readonly record struct JointLoudness(double Step, double Usual)
{
    // The sound of a clip may end a few hundredths of a second before its picture; where more is missing, the joint is silent.
    private const double MostMissing = 0.25;

    // EBU R128's short term. Half a second would measure syllables: speech moves by 10 LU from one to the next.
    private const double Longest = 3;

    // Room for one window of 400 ms, wherever it begins.
    private const double Shortest = 0.5;
    private const double Hop = 0.1;

    /// <summary>What is measured at a joint; null: one of the clips is silent there, shorter than what is compared, or was not measured.</summary>
    /// <param name="before">The clip before.</param>
    /// <param name="end">Where it is left, in seconds after its first frame.</param>
    /// <param name="after">The next clip.</param>
    /// <param name="start">Where it is entered, in seconds after its first frame.</param>
    public static JointLoudness? Of(ClipLoudness? before, double end, ClipLoudness? after, double start)
    {
        if (before is null || after is null || before.Length < end - MostMissing)
        {
            return null;
        }

        // Within a clip there has to be room for the same measure at several places.
        var span = Math.Clamp(Math.Min(end, after.Length - start) / 3, Shortest, Longest);
        return StepBetween(before, end, after, start, span) is { } step
            ? new JointLoudness(Math.Round(step, 1), Math.Round(Within(before, 0, end, span).Concat(Within(after, start, after.Length, span)).DefaultIfEmpty().Max(), 1))
            : null;
    }

    private static IEnumerable<double> Within(ClipLoudness clip, double from, double to, double span)
    {
        for (var at = from + span; at + span <= to; at += Hop)
        {
            if (StepBetween(clip, at, clip, at, span) is { } step)
            {
                yield return Math.Abs(step);
            }
        }
    }

    private static double? StepBetween(ClipLoudness before, double end, ClipLoudness after, double start, double span) =>
        GatedLoudness.Of(after.Between(start, start + span)) - GatedLoudness.Of(before.Between(end - span, end));
}
