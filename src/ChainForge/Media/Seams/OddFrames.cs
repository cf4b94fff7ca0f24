namespace ChainForge.Media;

/// <summary>Frames at the end of a clip that have another look than the clip.</summary>
/// <param name="Count">How many.</param>
/// <param name="ToOthers">Brings the outermost of them to the clip's look.</param>
internal sealed record OddFrames(int Count, ColourMap ToOthers)
{
    // More would not be odd: they would be the clip.
    private const int Most = 4;
    private const int Compared = 4;

    /// <summary>What neighbours usually differ by in their looks, in levels: a moving scene changes its means and spreads too.</summary>
    public static double UsualStep(params IReadOnlyList<SmallFrame>[] ends)
    {
        var steps = ends.SelectMany(end => end.Zip(end.Skip(1), Step)).Order().ToArray();
        return steps.Length == 0 ? 0 : steps[steps.Length / 2];
    }

    /// <summary>Null: there are none.</summary>
    /// <param name="end">From the outermost frame inwards.</param>
    /// <param name="usual">See <see cref="UsualStep"/>.</param>
    public static OddFrames? Find(IReadOnlyList<SmallFrame> end, double usual)
    {
        var limit = Math.Max(SeamThresholds.OddLook, SeamThresholds.OddLookSteps * usual);
        var count = Enumerable.Range(1, Math.Max(0, Math.Min(Most, end.Count - 2))).LastOrDefault(i => Step(end[i - 1], end[i]) > limit);
        if (count == 0)
        {
            return null;
        }

        // Where the light goes on to change at this rate, it is the scene that came to rest, not these frames that are odd.
        var ordinary = Enumerable.Range(count, Math.Min(Compared, end.Count - 1 - count)).Select(i => (Map: LookFit.Of(end[i], end[i + 1]), Frame: end[i + 1])).ToArray();
        if (ordinary.Max(step => LookFit.Apart(step.Map, ColourMap.Identity, step.Frame)) * SeamThresholds.OddLookJump > Step(end[count - 1], end[count]))
        {
            return null;
        }

        // What an ordinary frame would look like here: the first one behind the odd ones, taken back by what the scene does meanwhile.
        var scene = LookFit.Middle([.. ordinary.Select(step => step.Map)]);
        var map = LookFit.Of(end[count], end[0]);
        for (var i = 0; i < count; i++)
        {
            map = scene.After(map);
        }

        // A flash between two ordinary frames brings nothing to a joint, and where the light really changes it moves farther than any look does.
        return LookFit.Apart(map, ColourMap.Identity, end[0]) <= limit || map != ColourBounds.Odd(map) ? null : new OddFrames(count, map);
    }

    private static double Step(SmallFrame one, SmallFrame next) => LookFit.Apart(LookFit.Of(one, next), ColourMap.Identity, next);
}
