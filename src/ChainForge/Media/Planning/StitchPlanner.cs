namespace ChainForge.Media;

/// <summary>Decides how clips become one video. Pure: records in, a record out.</summary>
public static class StitchPlanner
{
    /// <summary>The plan.</summary>
    /// <param name="clips">At least one, in order.</param>
    /// <param name="seams">One for each joint.</param>
    /// <param name="options">What may be changed.</param>
    /// <param name="loudness">How loud each clip is; unset: not measured, so nothing is evened out.</param>
    /// <exception cref="ArgumentException">No clip, or not one seam a joint.</exception>
    public static StitchPlan Plan(IReadOnlyList<ClipInfo> clips, IReadOnlyList<SeamMeasure> seams, StitchOptions options, IReadOnlyList<ClipLoudness?>? loudness = null)
    {
        ArgumentNullException.ThrowIfNull(clips);
        ArgumentNullException.ThrowIfNull(seams);
        ArgumentNullException.ThrowIfNull(options);
        if (clips.Count == 0 || seams.Count != clips.Count - 1)
        {
            throw new ArgumentException($"{clips.Count} clips have {Math.Max(0, clips.Count - 1)} joints, not {seams.Count}.", nameof(seams));
        }

        var target = TargetChoice.Of(clips, options);
        var maps = options.Colour == ColourMode.Match ? ColourChain.Compose(seams, clips.Count) : new ColourMap?[clips.Count];
        var placed = Place(clips, seams, target, maps);
        var slots = SoundPlanner.Lay(placed, target, options.Audio);
        var heard = options.Audio == AudioMode.Mute || loudness is null ? new ClipLoudness?[clips.Count] : loudness;
        var gains = options.Loudness == LoudnessMode.Match ? LoudnessPlanner.Match(placed, seams, heard) : [.. Enumerable.Repeat(LoudnessGain.None, clips.Count)];
        var plans = placed.Select((p, k) => p with { Sound = slots[k], GainDb = gains[k].Db }).ToArray();
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
            Summary = PlanWords.Summary(target, plans.Length, frames, because),
            Reasons = [.. PlanWords.Reasons(plans, seams, target, gains), .. music is null ? Array.Empty<string>() : [music.Reason]],
        };
    }

    private static ClipPlan[] Place(IReadOnlyList<ClipInfo> clips, IReadOnlyList<SeamMeasure> seams, StitchTarget target, IReadOnlyList<ColourMap?> maps)
    {
        var plans = new ClipPlan[clips.Count];
        var start = 0;
        for (var k = 0; k < clips.Count; k++)
        {
            // However much repeats, every clip that was paid for is seen: at least one frame of it stays.
            var clip = clips[k];
            var first = Math.Clamp(k == 0 ? 0 : seams[k - 1].DropHead, 0, clip.FrameCount - 1);
            var count = Math.Max(1, clip.FrameCount - first - (k == seams.Count ? 0 : seams[k].DropTail));
            plans[k] = new ClipPlan
            {
                Clip = clip,
                FirstFrame = first,
                FrameCount = count,
                StartFrame = start,
                ShownFrames = FrameSelection.Shown(clip, first, count, target.FrameRate),
                Filter = PictureFilter.To(clip, target),
                Colour = maps[k],
            };
            start += plans[k].ShownFrames;
        }

        return plans;
    }
}
