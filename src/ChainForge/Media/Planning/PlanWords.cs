namespace ChainForge.Media;

/// <summary>Says in words what a plan does and why.</summary>
internal static class PlanWords
{
    public static string Summary(StitchTarget target, int clips, int frames, string? encodedBecause)
    {
        var sound = target.SampleRate == 0 ? "no sound" : $"{target.SampleRate} Hz {(target.Channels == 1 ? "mono" : "stereo")}";
        return $"{Count(clips, "clip")} to {Count(frames, "frame")} ({target.FrameRate.Length(frames).TotalSeconds:0.###} s) of {target.Width}x{target.Height} at {target.FrameRate} fps, {sound}; {(encodedBecause is null ? "frames are copied" : $"all frames are encoded anew: {encodedBecause}")}";
    }

    public static IReadOnlyList<string> Reasons(IReadOnlyList<ClipPlan> plans, IReadOnlyList<SeamMeasure> seams, StitchTarget target, IReadOnlyList<LoudnessGain> gains)
    {
        var reasons = new List<string>();
        for (var k = 0; k < plans.Count; k++)
        {
            reasons.AddRange(Of(plans[k], target).Append(gains[k].Reason).OfType<string>().Select(r => $"clip {k + 1}: {r}"));
            if (k < seams.Count)
            {
                reasons.Add($"joint {k + 1}: {seams[k].Reason}");
                if (plans[k + 1].Transition is { } transition)
                {
                    reasons.Add($"joint {k + 1}: {Of(transition)}{(transition.Overlap > 0 ? ", by which the video gets shorter" : "")}");
                }
            }
        }

        return reasons;
    }

    public static string Of(PlannedTransition transition) => transition.Kind == TransitionKind.Dissolve
        ? $"a dissolve of {Count(transition.Overlap, "frame")}"
        : $"a fade through black of {transition.Before} and {Count(transition.After, "frame")}";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static IEnumerable<string> Of(ClipPlan plan, StitchTarget target)
    {
        var clip = plan.Clip;
        var own = clip.Colour.Resolved(clip.Width, clip.Height);
        if ((clip.DisplayWidth, clip.DisplayHeight) != (target.Width, target.Height) || clip.SampleAspectRatio != 1)
        {
            yield return $"{clip.DisplayWidth}x{clip.DisplayHeight} is fitted into {target.Width}x{target.Height}";
        }
        else if (plan.Filter is not null)
        {
            yield return $"{clip.PixelFormat}, {own.Space} is converted to {target.PixelFormat}, {target.Colour.Space}";
        }

        if (own.Transfer != target.Colour.Transfer && (own.IsHdr || target.Colour.IsHdr))
        {
            yield return $"its brightness is coded as {own.Transfer}, the video's as {target.Colour.Transfer}: it is not converted and will look wrong. Convert it first";
        }

        if (!clip.IsConstantRate || clip.FrameRate != target.FrameRate)
        {
            yield return $"{(clip.IsConstantRate ? "" : "changing ")}{clip.FrameRate} fps is brought to {target.FrameRate} fps";
        }

        if (plan.IsCorrected)
        {
            var eased = plan.ColourLead.Count == 0 ? "" : $"its first {plan.ColourLead.Count} frames ease over from the look before";
            var moved = plan.Colour is { } colour ? $"colours are moved by up to {colour.Reach:0.0} levels" : "";
            yield return string.Join("; ", new[] { moved, eased }.Where(words => words.Length > 0));
        }

        if (plan.Sound is { IsSilent: true } && clip.Audio is null)
        {
            yield return "no sound: silence is put in";
        }
    }
}
