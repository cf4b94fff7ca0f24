namespace ChainForge.Media;

/// <summary>Decides how clips become one video. Pure: records in, a record out.</summary>
public static class StitchPlanner
{
    /// <summary>The plan.</summary>
    /// <param name="clips">At least one, in order.</param>
    /// <param name="seams">One for each joint.</param>
    /// <param name="options">What may be changed.</param>
    /// <param name="transitions">For each joint what is wished there, and used where the clip does not go on from the one before; null: nothing at all.</param>
    /// <param name="loudness">How loud each clip is; unset: not measured, so nothing is evened out.</param>
    /// <exception cref="ArgumentException">No clip, or not one seam a joint.</exception>
    public static StitchPlan Plan(
        IReadOnlyList<ClipInfo> clips, IReadOnlyList<SeamMeasure> seams, StitchOptions options, IReadOnlyList<CutTransition?>? transitions = null, IReadOnlyList<ClipLoudness?>? loudness = null)
    {
        ArgumentNullException.ThrowIfNull(clips);
        ArgumentNullException.ThrowIfNull(seams);
        ArgumentNullException.ThrowIfNull(options);
        if (clips.Count == 0 || seams.Count != clips.Count - 1)
        {
            throw new ArgumentException($"{clips.Count} clips have {Math.Max(0, clips.Count - 1)} joints, not {seams.Count}.", nameof(seams));
        }

        var target = TargetChoice.Of(clips, options);
        var placed = Place(clips, seams, target, transitions);
        var colours = ColourChain.Of(options, target.FrameRate).Compose(seams, [.. placed.Select(clip => clip.ShownFrames)]);
        var slots = SoundPlanner.Lay(placed, target, options.Audio);
        var heard = options.Audio == AudioMode.Mute || loudness is null ? new ClipLoudness?[clips.Count] : loudness;
        var gains = options.Loudness == LoudnessMode.Match ? LoudnessPlanner.Match(placed, seams, heard) : [.. Enumerable.Repeat(LoudnessGain.None, clips.Count)];
        var plans = placed.Select((p, k) => p with { Sound = slots[k], GainDb = gains[k].Db, Colour = colours[k].Own, ColourLead = colours[k].Lead }).ToArray();
        var music = options.Music is null ? null : MusicPlan.Of(options.Music, LoudnessPlanner.Own(plans, heard));
        var frames = plans[^1].StartFrame + plans[^1].ShownFrames;
        var because = options.Quality == QualityMode.Reencode ? "it was asked for" : CopyRule.WhyNot(plans, target);
        return new StitchPlan
        {
            Target = target,
            Clips = plans,
            TotalFrames = frames,
            TotalSamples = target.SampleRate == 0 ? 0 : target.FrameRate.At(frames, target.SampleRate),
            Music = music,
            EncodedBecause = because,
            Reasons = [.. PlanWords.Reasons(plans, seams, target, gains), .. music is null ? Array.Empty<string>() : [music.Reason]],
        };
    }

    private static ClipPlan[] Place(IReadOnlyList<ClipInfo> clips, IReadOnlyList<SeamMeasure> seams, StitchTarget target, IReadOnlyList<CutTransition?>? transitions)
    {
        var plans = new ClipPlan[clips.Count];
        var start = 0;
        for (var k = 0; k < clips.Count; k++)
        {
            // However much repeats, every clip that was paid for is seen: at least one frame of it stays.
            var clip = clips[k];
            var first = Math.Clamp(k == 0 ? 0 : seams[k - 1].DropHead, 0, clip.FrameCount - 1);
            var count = Math.Max(1, clip.FrameCount - first - (k == seams.Count ? 0 : seams[k].DropTail));
            var shown = FrameSelection.Shown(clip, first, count, target.FrameRate);
            var transition = k > 0 && !seams[k - 1].AnchorHonoured && transitions?[k - 1] is { } wished ? PlannedTransition.Of(wished, target.FrameRate, plans[k - 1].ShownFrames, shown) : null;
            start -= transition?.Overlap ?? 0;
            plans[k] = new ClipPlan
            {
                Clip = clip,
                FirstFrame = first,
                FrameCount = count,
                StartFrame = start,
                ShownFrames = shown,
                Filter = PictureFilter.To(clip, target),
                Transition = transition,
            };
            start += plans[k].ShownFrames;
        }

        return plans;
    }
}
