namespace ChainForge.Media;

/// <summary>Decides from two sketches what repeats at their joint. Pure.</summary>
internal static class SeamJudge
{
    public static SeamMeasure Judge(ClipSketch before, ClipSketch after, JointKind kind) => kind switch
    {
        JointKind.Cut => Measured(before, after, new Verdict(0, 0, 0, 1, false, "a declared cut: nothing is dropped"), kind),
        JointKind.Extend => Measured(before, after, Extension(before, after), kind),
        _ => Measured(before, after, Continuation(before, after, expected: 1), kind),
    };

    private static Verdict Extension(ClipSketch before, ClipSketch after)
    {
        var source = SourceSearch.Find(before.Tail, after.All!);
        if (source.Frames == 0)
        {
            // What an extension begins with is documented nowhere, so without evidence nothing that was paid for is dropped.
            var only = Continuation(before, after, expected: 0);
            return only with { Reason = $"the extension holds only new frames; {only.Reason}" };
        }

        var fresh = after.All!.Skip(source.Frames).Take(ClipSketch.Kept).ToArray();
        var fit = RepeatFit.Find(before.Tail, fresh, expected: 0);
        var again = fit is { IsUnrelated: false, IsStill: false } && fit.Repeated <= SeamThresholds.MostRepeated && fit.Confidence >= SeamThresholds.LeastConfidence ? fit.Repeated : 0;
        return new Verdict(0, source.Frames + again, source.Frames, source.Confidence, true,
            $"the extension begins with {Frames(source.Frames)} of its source{(again > 0 ? $" and shows the joint again ({Frames(again)})" : "")}: dropped");
    }

    private static Verdict Continuation(ClipSketch before, ClipSketch after, int expected)
    {
        var fit = RepeatFit.Find(before.Tail, after.Head, expected);
        if (fit.IsUnrelated)
        {
            return new Verdict(0, 0, 0, fit.Confidence, false, $"the clip does not go on from the picture it was given ({fit.Nearest:0} steps of motion away): nothing is dropped");
        }

        if (fit.IsStill)
        {
            return new Verdict(expected, 0, 0, 0.5, true, $"nothing moves at the joint, or there are too few frames to tell: the hand-over's rule holds ({Frames(expected)} repeated)");
        }

        if (fit.Confidence < SeamThresholds.LeastConfidence || fit.Repeated > SeamThresholds.MostRepeated)
        {
            return new Verdict(expected, 0, 0, fit.Confidence, true, $"the motion does not tell how many frames repeat: the hand-over's rule holds ({Frames(expected)})");
        }

        // The last frames before go, not the first after: these are what the whole next clip hangs on. Only a held first frame
        // must go from the next clip itself.
        var held = fit.Repeated > 0 ? fit.Held - 1 : 0;
        var reason = fit.Repeated == 0 ? "the clip goes on with the next frame: nothing repeats" : $"{Frames(fit.Repeated)} repeated{(held > 0 ? $" and held for {held} more" : "")}";
        return new Verdict(fit.Repeated, held, 0, fit.Confidence, true, reason);
    }

    private static SeamMeasure Measured(ClipSketch before, ClipSketch after, Verdict verdict, JointKind kind)
    {
        var next = after.All ?? after.Head;
        var left = before.Tail[^Math.Min(before.Tail.Count, 1 + verdict.DropTail)];
        var right = next[Math.Min(next.Count - 1, verdict.DropHead)];
        var pair = Pair(before, next, verdict);
        var (from, to) = pair ?? (left, right);
        var colour = pair is null ? null : JointColour.Of([.. before.Tail.Reverse().SkipWhile(frame => frame != from)], [.. next.SkipWhile(frame => frame != to).Take(ClipSketch.Kept)]);
        var settled = Math.Max(0, (colour?.Settled ?? 0) - (verdict.SourceFrames > 0 ? verdict.DropHead - verdict.SourceFrames + 1 : 0));
        var (look, nextLook) = (from.LookAt(0), to.LookAt(0));
        SmallFrame[] shown = [.. before.Tail.SkipLast(verdict.DropTail).TakeLast(ClipSketch.Kept)], nextShown = [.. next.Skip(verdict.DropHead).Take(ClipSketch.Kept)];
        return new SeamMeasure
        {
            Kind = kind,
            DropTail = verdict.DropTail,
            DropHead = verdict.DropHead,
            SourceFrames = verdict.SourceFrames,
            Confidence = Math.Round(verdict.Confidence, 3),
            Reason = verdict.Reason,
            AnchorHonoured = verdict.Honoured,
            PictureStep = Math.Round(left.StepTo(right), 3),
            NaturalStep = Math.Round(Natural(before.Tail, nextShown), 3),
            Jump = Math.Round(left.StepTo(right, Aligned(look.Y, nextLook.Y)), 3),
            LookBefore = look,
            LookAfter = nextLook,
            OwnStep = verdict.DropTail > 0 && pair is not null ? Math.Round(left.StepTo(from), 3) : null,
            Sharpness = SharpnessStep.Over(shown, nextShown),
            Motion = MotionStep.Of(shown, nextShown),
            Colour = ColourStep.Between(look, nextLook),
            ColourFit = colour?.Own,
            FirstColourFit = settled > 0 ? colour!.First : null,
            ColourSettled = settled,
        };
    }

    // The picture that both clips show: the last source frame in an extension, else the repeated frame.
    private static (SmallFrame Before, SmallFrame After)? Pair(ClipSketch before, IReadOnlyList<SmallFrame> next, Verdict verdict) =>
        verdict.SourceFrames > 0 ? (before.Tail[^1], next[verdict.SourceFrames - 1])
        : verdict.DropTail > 0 && before.Tail.Count >= verdict.DropTail ? (before.Tail[^verdict.DropTail], next[verdict.DropHead])
        : null;

    // Brings the next look's brightness back to the one before; bounded, since a scene of its own is no change of look.
    private static ChannelMap Aligned(ChannelLook before, ChannelLook after)
    {
        var gain = Math.Clamp(Math.Max(before.Deviation, 1) / Math.Max(after.Deviation, 1), 0.75, 1.35);
        return new ChannelMap(gain, before.Mean - (gain * after.Mean));
    }

    private static double Natural(IReadOnlyList<SmallFrame> tail, IReadOnlyList<SmallFrame> head)
    {
        var steps = tail.Zip(tail.Skip(1)).Concat(head.Zip(head.Skip(1))).Select(p => p.First.StepTo(p.Second)).Order().ToArray();
        return steps.Length == 0 ? 0 : steps[steps.Length / 2];
    }

    private static string Frames(int count) => count == 1 ? "1 frame" : $"{count} frames";

    private sealed record Verdict(int DropTail, int DropHead, int SourceFrames, double Confidence, bool Honoured, string Reason);
}
