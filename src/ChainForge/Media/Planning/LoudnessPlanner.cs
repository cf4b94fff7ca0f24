namespace ChainForge.Media;

/// <summary>
/// Evens out loudness. Clips that follow each other without a step are one group and get one gain, so that what swells and fades
/// within continuous material is left alone; a gain changes only at a joint that steps, and only so that it steps less. Groups are brought
/// towards the middle one. Pure.
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
        var wanted = Wanted(heard, target);
        var bounded = Bounded(heard, wanted);
        for (var i = 0; i < heard.Length; i++)
        {
            Array.Fill(gains, Gain(heard[i], wanted[i], bounded[i]), heard[i].First, heard[i].Count);
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
            if (k < clips.Count && seams[k - 1] is { LoudnessStep: not null, HasLoudnessStep: false })
            {
                continue;
            }

            var members = Enumerable.Range(first, k - first).ToArray();
            groups.Add(new Group(
                first,
                members.Length,
                GatedLoudness.Of(members.SelectMany(i => Shown(clips[i], loudness[i]))),
                members.Max(i => loudness[i]?.TruePeak ?? double.MinValue),
                members.Sum(i => clips[i].ShownFrames),
                first == 0 ? null : seams[first - 1].LoudnessStep));
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

    /// <summary>The gain that each group should have: what differs between two groups goes, but no more of it than steps at their joint.</summary>
    private static double[] Wanted(Group[] groups, double target)
    {
        var gains = new double[groups.Length];
        for (var i = 1; i < groups.Length; i++)
        {
            var apart = groups[i - 1].Loudness!.Value - groups[i].Loudness!.Value;
            gains[i] = gains[i - 1] + (StepInto(groups, i) is { } step ? Math.Clamp(apart, Math.Min(0, -step), Math.Max(0, -step)) : apart);
        }

        var shift = target - Median([.. groups.Select((group, i) => group with { Loudness = group.Loudness + gains[i] })]);
        return [.. gains.Select(gain => gain + shift)];
    }

    /// <summary>What of it may be done: within bounds, below full scale, and with no joint stepping more than it does by itself.</summary>
    private static double[] Bounded(Group[] groups, double[] wanted)
    {
        var gains = wanted.Select((gain, i) => Math.Min(Math.Clamp(gain, -MostGain, MostGain), Math.Max(0, TruePeakCeiling - groups[i].TruePeak))).ToArray();

        // What is held by its peaks holds its neighbours. Gains only get lower, and where all are alike every joint is as it was.
        for (var round = 0; round < groups.Length; round++)
        {
            for (var i = 1; i < groups.Length; i++)
            {
                if (StepInto(groups, i) is { } step)
                {
                    gains[i] = Math.Min(gains[i], gains[i - 1] + Math.Max(0, -2 * step));
                    gains[i - 1] = Math.Min(gains[i - 1], gains[i] - Math.Min(0, -2 * step));
                }
            }
        }

        return gains;
    }

    // Behind a group that is nearly silent nothing is heard of a step.
    private static double? StepInto(Group[] groups, int i) => groups[i - 1].First + groups[i - 1].Count == groups[i].First ? groups[i].Step : null;

    private static LoudnessGain Gain(Group group, double wanted, double bounded)
    {
        var gain = Math.Round(bounded, 1);
        if (Math.Abs(wanted) < LeastGain || gain == 0)
        {
            return LoudnessGain.None;
        }

        var from = group.Loudness!.Value;
        return new LoudnessGain(gain, $"its sound is made {(gain > 0 ? "louder" : "quieter")} by {Math.Abs(gain):0.0} dB, from {from:0.0} towards {from + wanted:0.0} LUFS{Held(group, wanted, gain)}");
    }

    // Why it is not all that is wanted.
    private static string Held(Group group, double wanted, double gain)
    {
        var most = Math.Round(Math.Clamp(wanted, -MostGain, MostGain), 1);
        return (gain < most, most != Math.Round(wanted, 1)) switch
        {
            (true, _) when gain < TruePeakCeiling - group.TruePeak - 0.1 => ", no further because of the clips beside it",
            (true, _) => $", no further because of its peaks at {group.TruePeak:0.0} dBTP",
            (false, true) => ", which is the most",
            _ => "",
        };
    }

    private sealed record Group(int First, int Count, double? Loudness, double TruePeak, int Frames, double? Step);
}

/// <summary>What is done to the loudness of a clip.</summary>
/// <param name="Db">Gain.</param>
/// <param name="Reason">Why, in words; null: nothing is done.</param>
internal sealed record LoudnessGain(double Db, string? Reason)
{
    public static LoudnessGain None { get; } = new(0, null);
}
