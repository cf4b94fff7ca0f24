namespace ChainForge.Media;

/// <summary>Step of motion over a joint.</summary>
/// <param name="Before">Mean difference of brightness between neighbours before it, without the largest and the least, in 8-bit levels a frame.</param>
/// <param name="After">The same behind it.</param>
public readonly record struct MotionStep(double Before, double After)
{
    // Below this nothing moves that anybody could see: grain and coding noise.
    private const double Least = 0.3;

    /// <summary>Pace behind the joint over the pace before it; below 1 the motion slows down.</summary>
    public double Ratio => Math.Round(Math.Max(After, Least) / Math.Max(Before, Least), 4);

    /// <summary>Reads it off the frames that are shown on both sides.</summary>
    internal static MotionStep Of(IEnumerable<SmallFrame> before, IEnumerable<SmallFrame> after) => new(Pace(before), Pace(after));

    /// <summary>The mean step between neighbours, so that a scene that moves in every second frame has a pace too, without a flash or a hold; 0 where there are none.</summary>
    internal static double Pace(IEnumerable<SmallFrame> frames)
    {
        var list = frames as IReadOnlyList<SmallFrame> ?? [.. frames];
        var steps = list.Zip(list.Skip(1)).Select(pair => pair.First.StepTo(pair.Second)).Order().ToArray();
        var odd = steps.Length / 8;
        return steps.Length == 0 ? 0 : Math.Round(steps[odd..^odd].Average(), 3);
    }
}
