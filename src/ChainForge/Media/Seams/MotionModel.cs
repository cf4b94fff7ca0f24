namespace ChainForge.Media;

/// <summary>How different frames of this material are that lie some frames apart: the yardstick for "repeated".</summary>
internal sealed class MotionModel
{
    private const int Reach = 8;
    private readonly double[] _typical;

    private MotionModel(double[] typical) => _typical = typical;

    /// <summary>The distance that one frame of motion makes.</summary>
    public double Step => _typical[1];

    /// <summary>The usual distance of frames so many steps apart; 0 apart is the same frame.</summary>
    public double Typical(int steps) => _typical[Math.Min(Math.Abs(steps), Reach)];

    public static MotionModel Of(IReadOnlyList<SmallFrame> tail, IReadOnlyList<SmallFrame> head)
    {
        var before = tail.TakeLast(10).ToArray();
        var after = head.Take(10).ToArray();
        var typical = new double[Reach + 1];
        for (var t = 1; t <= Reach; t++)
        {
            var distances = Apart(before, t).Concat(Apart(after, t)).Order().ToArray();
            typical[t] = distances.Length > 0 ? distances[distances.Length / 2] : typical[t - 1];
        }

        return new MotionModel(typical);
    }

    private static IEnumerable<double> Apart(SmallFrame[] frames, int steps) =>
        Enumerable.Range(0, Math.Max(0, frames.Length - steps)).Select(i => frames[i].DistanceTo(frames[i + steps]));
}
