namespace ChainForge.Media;

/// <summary>How many frames the next clip repeats, found by fitting the motion across the joint.</summary>
/// <param name="Repeated">Frames of the clip before that the next one shows again.</param>
/// <param name="Held">How long the next clip holds its first frame; 1: not at all.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Nearest">Distance of the last frame before from the nearest leading frame after, in steps of motion.</param>
/// <param name="IsStill">Nothing moves here.</param>
/// <param name="IsUnrelated">The next clip shows another picture.</param>
internal sealed record RepeatFit(int Repeated, int Held, double Confidence, double Nearest, bool IsStill, bool IsUnrelated)
{
    private const int MostTried = 5;
    private const int MostHeld = 4;

    // Motion may slow down or speed up at the joint.
    private static readonly double[] Paces = [0.5, 0.7, 0.85, 1, 1.2, 1.4, 2];

    /// <summary>
    /// If k frames repeat, frame j of the next clip lies j−(k−1) steps after the last frame before. Then the distances between
    /// the two ends must follow the material's own motion plus one constant (what a second encoder adds). The k that fits best
    /// wins; no absolute threshold can do it: a distorted copy is often farther away than the next frame of slow motion.
    /// </summary>
    /// <param name="tail">The last frames before the joint.</param>
    /// <param name="head">The first frames behind it.</param>
    /// <param name="expected">What the hand-over's rule says, which wins between answers that fit alike.</param>
    public static RepeatFit Find(IReadOnlyList<SmallFrame> tail, IReadOnlyList<SmallFrame> head, int expected)
    {
        var motion = MotionModel.Of(tail, head);
        var held = HeldFrames(tail, head, motion.Step);
        var moving = head.Skip(held - 1).ToArray();
        if (held > 1)
        {
            motion = MotionModel.Of(tail, moving);
        }

        var nearest = moving.Take(5).Min(tail[^1].DistanceTo);
        var steps = nearest / Math.Max(motion.Step, SeamThresholds.StillStep);
        var unrelated = nearest > SeamThresholds.UnrelatedAnyway || (nearest > SeamThresholds.UnrelatedAtLeast && steps > SeamThresholds.UnrelatedSteps);
        if (unrelated || motion.Step < SeamThresholds.StillStep || tail.Count < 3 || moving.Length < 3)
        {
            return new RepeatFit(0, held, unrelated ? 1 : 0, steps, !unrelated, unrelated);
        }

        if (expected == 1 && IsSame(tail, moving, motion.Step))
        {
            return new RepeatFit(1, held, 1, steps, false, false);
        }

        var costs = Enumerable.Range(0, MostTried + 1)
            .Select(k => (K: k, Cost: Cost(k, tail, moving, motion) + (k == expected ? 0 : SeamThresholds.RuleWeight)))
            .OrderBy(c => c.Cost).ToArray();
        var margin = (costs[1].Cost - costs[0].Cost) / Math.Max(costs[1].Cost, 1e-9);
        return new RepeatFit(costs[0].K, held, Math.Clamp(margin / SeamThresholds.CertainMargin, 0, 1), steps, false, false);
    }

    /// <summary>
    /// Whether the two frames at the joint are one picture, nearer to each other than to any neighbour. Then it is as the rule says, whatever
    /// the material's usual motion would make of it: clips come to rest and set off slowly, and no fit can tell frames that hardly move.
    /// </summary>
    private static bool IsSame(IReadOnlyList<SmallFrame> tail, SmallFrame[] head, double step)
    {
        var apart = tail[^1].DistanceTo(head[0]);
        return apart < SeamThresholds.SamePicture * step && apart <= tail[^1].DistanceTo(head[1]) && apart <= tail[^2].DistanceTo(head[0]);
    }

    /// <summary>
    /// How many leading frames are one that stands still. Two other things look like it for a moment and are not: a scene that sets off
    /// slowly, which grows from frame to frame, and one that is drawn with fewer pictures than it has frames, which holds them everywhere.
    /// </summary>
    private static int HeldFrames(IReadOnlyList<SmallFrame> tail, IReadOnlyList<SmallFrame> head, double step)
    {
        var held = 1;
        while (step >= SeamThresholds.StillStep && held < MostHeld && held < head.Count && head[0].DistanceTo(head[held]) < SeamThresholds.HeldFrame * step)
        {
            held++;
        }

        if (held == 1 || held == head.Count)
        {
            return 1;
        }

        var (stirred, set) = (head[0].DistanceTo(head[held - 1]), head[held - 1].DistanceTo(head[held]));
        var isCustom = tail.Zip(tail.Skip(1)).Concat(head.Skip(held).Zip(head.Skip(held + 1))).Any(pair => pair.First.DistanceTo(pair.Second) < SeamThresholds.HeldFrame * step);
        return !isCustom && set >= Math.Max(SeamThresholds.SetOff * step, SeamThresholds.SetOffGrowth * stirred) ? held : 1;
    }

    private static double Cost(int repeated, IReadOnlyList<SmallFrame> tail, SmallFrame[] head, MotionModel motion)
    {
        var pairs = new List<(double Weight, double Steps, double Expected)>();
        for (var i = 0; i < Math.Min(3, tail.Count); i++)
        {
            for (var j = 0; j < Math.Min(5, head.Length); j++)
            {
                // Frames far apart differ by many steps, and so does the error of the yardstick: what is near counts most.
                var steps = tail[^(1 + i)].DistanceTo(head[j]) / motion.Step;
                pairs.Add((1 / (1 + steps), steps, motion.Typical(i + j - (repeated - 1)) / motion.Step));
            }
        }

        return Paces.Min(pace => Misfit(pairs, pace) + (SeamThresholds.PaceWeight * Math.Abs(Math.Log(pace))));
    }

    private static double Misfit(List<(double Weight, double Steps, double Expected)> pairs, double pace)
    {
        var squares = pairs.Sum(p => p.Weight * p.Weight);
        var even = Math.Max(0, pairs.Sum(p => p.Weight * p.Weight * (p.Steps - (pace * p.Expected))) / squares);
        var rms = Math.Sqrt(pairs.Sum(p => Math.Pow(p.Weight * (p.Steps - (pace * p.Expected) - even), 2)) / squares);
        return rms + (SeamThresholds.DistortionWeight * even / (1 + even));
    }
}
