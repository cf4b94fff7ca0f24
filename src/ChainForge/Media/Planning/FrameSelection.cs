namespace ChainForge.Media;

/// <summary>Which frames of a clip are shown, when its rate is brought to another: the one that is due in the middle of each shown frame.</summary>
internal static class FrameSelection
{
    /// <summary>How many frames of the target's rate the used part fills; at least one.</summary>
    public static int Shown(ClipInfo clip, int first, int count, FrameRate rate)
    {
        if (clip.IsConstantRate && clip.FrameRate == rate)
        {
            return count;
        }

        var seconds = clip.IsConstantRate ? count / clip.FrameRate.PerSecond : End(clip, first + count) - clip.FrameTimes![first];
        return Math.Max(1, (int)Math.Round(seconds * rate.PerSecond, MidpointRounding.AwayFromZero));
    }

    /// <summary>The clip's frame for each shown frame, never falling.</summary>
    public static IEnumerable<int> Frames(ClipPlan plan, FrameRate rate)
    {
        var (clip, first, last) = (plan.Clip, plan.FirstFrame, plan.FirstFrame + plan.FrameCount - 1);
        var (from, to) = (clip.FrameRate, rate);
        var at = first;
        for (var j = 0; j < plan.ShownFrames; j++)
        {
            if (clip.IsConstantRate)
            {
                at = first + (int)(((2L * j) + 1) * from.Num * to.Den / (2L * from.Den * to.Num));
            }
            else
            {
                var due = clip.FrameTimes![first] + ((j + 0.5) / rate.PerSecond);
                while (at < last && clip.FrameTimes[at + 1] <= due)
                {
                    at++;
                }
            }

            yield return Math.Min(at, last);
        }
    }

    private static double End(ClipInfo clip, int frame) => frame < clip.FrameCount ? clip.FrameTimes![frame] : clip.Duration.TotalSeconds;
}
