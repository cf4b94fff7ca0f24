namespace ChainForge.Media;

/// <summary>Whether a plan's frames can be copied as they are, decided on what the probe tells. Pure.</summary>
internal static class CopyRule
{
    /// <summary>Why the video has to be encoded anew; null: its frames can be copied, unless a clip's inside says otherwise.</summary>
    public static string? WhyNot(IReadOnlyList<ClipPlan> clips, StitchTarget target)
    {
        for (var k = 0; k < clips.Count; k++)
        {
            if (WhyNot(clips[k], target) is { } why)
            {
                return $"clip {k + 1}: {why}";
            }
        }

        return clips.Select(clip => clip.Clip.Colour).Distinct().Count() > 1 ? "the clips are tagged with different colours" : null;
    }

    private static string? WhyNot(ClipPlan plan, StitchTarget target)
    {
        var clip = plan.Clip;
        return clip.Codec != "h264" ? $"{clip.Codec} is not H.264"
            : (clip.Width, clip.Height) != (target.Width, target.Height) || (clip.DisplayWidth, clip.DisplayHeight) != (clip.Width, clip.Height) || clip.PixelFormat != target.PixelFormat ? "its size, shape or pixel format has to be converted"
            : plan.Filter is not null ? "its colours are stored in another way (matrix or range)"
            : clip.Rotation != 0 ? "it is turned"
            : !clip.IsConstantRate || clip.FrameRate != target.FrameRate ? "its frame rate has to be converted"
            : plan.IsCorrected ? "its colours are corrected"
            : plan.Transition is { } transition ? $"{PlanWords.Of(transition)} leads to it"
            : plan.FirstFrame != 0 ? "its first frame, on which all others hang, is left out"
            : null;
    }
}
