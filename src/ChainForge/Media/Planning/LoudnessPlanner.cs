namespace ChainForge.Media;

/// <summary>
/// Evens out loudness. Clips that follow each other without a step are one group and get one gain, so that what swells and fades
/// within continuous material is left alone; a gain changes only at a joint. Groups are brought towards the middle one. Pure.
/// </summary>
internal static class LoudnessPlanner
{
    private const double MostGain = 6;
    private const double LeastGain = 1;

    // Quieter groups hold breath and hiss: nobody takes them for the same sound at another level.
    private const double NearlySilent = -50;

    // Two clips of 8 s are never equally long once a repeated frame is dropped.
    private const double AboutHalf = 0.05;

    // EBU R128's own ceiling for what is encoded afterwards.
    private const double TruePeakCeiling = -1;

    /// <summary>One gain a clip.</summary>
    /// <param name="clips">In order, with the parts that are used.</param>
    /// <param name="seams">One for each joint.</param>
    /// <param name="loudness">One for each clip; null: no sound, or not measured.</param>
    public static IReadOnlyList<LoudnessGain> Match(IReadOnlyList<ClipPlan> clips, IReadOnlyList<SeamMeasure> seams, IReadOnlyList<ClipLoudness?> loudness)
    {
        var groups = Grouped(clips, seams, loudness);
        var heard = groups.Where(group => group.Loudness > NearlySilent).ToArray();
        var gains = Enumerable.Repeat(LoudnessGain.None, clips.Count).ToArray();
        if (heard.Length < 2)
        {
            return gains;
        }

        var target = Median(heard);
        foreach (var group in heard)
        {
            Array.Fill(gains, Towards(target, group), group.First, group.Count);
        }

        return gains;
    }

    /// <summary>Loudness of all clips together with their gains, in LUFS; null: nearly silent.</summary>
    public static double? Own(IReadOnlyList<ClipPlan> clips, IReadOnlyList<ClipLoudness?> loudness) =>
        GatedLoudness.Of(clips.SelectMany((clip, k) => Shown(clip, loudness[k]).Select(l => l + clip.GainDb))) is > NearlySilent and var own ? own : null;

    /// <summary>Loudness of what a clip shows, window by window.</summary>
    private static IEnumerable<double> Shown(ClipPlan clip, ClipLoudness? loudness) =>
        loudness?.Between(clip.Clip.SecondsAt(clip.FirstFrame), clip.Clip.SecondsAt(clip.FirstFrame + clip.FrameCount)) ?? [];

    private static List<Group> Grouped(IReadOnlyList<ClipPlan> clips, IReadOnlyList<SeamMeasure> seams, IReadOnlyList<ClipLoudness?> loudness)
    {
        var groups = new List<Group>();
        var first = 0;
        for (var k = 1; k <= clips.Count; k++)
        {
            if (k < clips.Count && seams[k - 1].LoudnessStep is { } step && Math.Abs(step) < SeamThresholds.LoudnessStep)
            {
                continue;
            }

            var members = Enumerable.Range(first, k - first).ToArray();
            groups.Add(new Group(
                first,
                members.Length,
                GatedLoudness.Of(members.SelectMany(i => Shown(clips[i], loudness[i]))),
                members.Max(i => loudness[i]?.TruePeak ?? double.MinValue),
                members.Sum(i => clips[i].ShownFrames)));
            first = k;
        }

        return groups;
    }

    /// <summary>The loudness that half of the playing time is below; between two halves, of about the same length, their middle.</summary>
    private static double Median(Group[] groups)
    {
        var all = groups.Sum(group => (long)group.Frames);
        var ordered = groups.OrderBy(group => group.Loudness).ToArray();
        long below = 0;
        for (var i = 0; ; i++)
        {
            below += ordered[i].Frames;
            var past = ((double)below / all) - 0.5;
            if (past >= -AboutHalf)
            {
                return past > AboutHalf ? ordered[i].Loudness!.Value : (ordered[i].Loudness!.Value + ordered[i + 1].Loudness!.Value) / 2;
            }
        }
    }

    private static LoudnessGain Towards(double target, Group group)
    {
        var from = group.Loudness!.Value;
        var wanted = target - from;
        var bounded = Math.Clamp(wanted, -MostGain, MostGain);
        var gain = Math.Round(Math.Min(bounded, Math.Max(0, TruePeakCeiling - group.TruePeak)), 1);
        if (Math.Abs(wanted) < LeastGain || gain == 0)
        {
            return LoudnessGain.None;
        }

        var held = gain < Math.Round(bounded, 1) ? $", no further because of its peaks at {group.TruePeak:0.0} dBTP" : bounded != wanted ? ", which is the most" : "";
        return new LoudnessGain(gain, $"its sound is made {(gain > 0 ? "louder" : "quieter")} by {Math.Abs(gain):0.0} dB, from {from:0.0} towards {target:0.0} LUFS{held}");
    }

    private sealed record Group(int First, int Count, double? Loudness, double TruePeak, int Frames);
}

/// <summary>What is done to the loudness of a clip.</summary>
/// <param name="Db">Gain.</param>
/// <param name="Reason">Why, in words; null: nothing is done.</param>
internal sealed record LoudnessGain(double Db, string? Reason)
{
    public static LoudnessGain None { get; } = new(0, null);
}
