using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class StitchPlannerTests
{
    private static readonly FrameRate Film = new(24, 1);
    private static readonly FrameRate Ntsc = new(30000, 1001);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(500)]
    public void Frames_and_samples_are_laid_without_gap_or_overlap(int count)
    {
        var random = new Random(count);
        FrameRate[] rates = [Film, new(25, 1), Ntsc, new(30, 1), new(16, 1)];
        var clips = Enumerable.Range(0, count).Select(_ => Clip(random.Next(1, 200), rates[random.Next(rates.Length)], random.Next(4) == 0 ? 0 : 48000)).ToArray();
        var seams = Enumerable.Range(1, count - 1).Select(_ => Seam(random.Next(4), random.Next(3) == 0 ? random.Next(60) : 0)).ToArray();

        var plan = StitchPlanner.Plan(clips, seams, new StitchOptions());

        var frame = 0;
        foreach (var clip in plan.Clips)
        {
            clip.StartFrame.Should().Be(frame);
            clip.ShownFrames.Should().BePositive();
            (clip.FirstFrame + clip.FrameCount).Should().BeLessThanOrEqualTo(clip.Clip.FrameCount);
            var shown = FrameSelection.Frames(clip, plan.Target.FrameRate).ToArray();
            shown.Should().HaveCount(clip.ShownFrames).And.BeInAscendingOrder().And.OnlyContain(f => f >= clip.FirstFrame && f < clip.FirstFrame + clip.FrameCount);
            frame += clip.ShownFrames;
        }

        plan.TotalFrames.Should().Be(frame);
        RequireWholeSound(plan);
    }

    [Fact]
    public void Frames_are_the_sum_minus_what_repeats()
    {
        var plan = Plan([Clip(192), Clip(120), Clip(192)], [Seam(1), Seam(2, 1)]);

        plan.TotalFrames.Should().Be(192 + 120 + 192 - 4);
        plan.Clips.Select(c => (c.FirstFrame, c.FrameCount, c.StartFrame)).Should().Equal((0, 191, 0), (0, 118, 191), (1, 191, 309));
    }

    [Fact]
    public void Hundreds_of_odd_rated_clips_gather_no_rounding_error()
    {
        var plan = Plan([.. Enumerable.Repeat(Clip(151, Ntsc, 44100), 500)], [.. Enumerable.Repeat(Seam(1), 499)]);

        var seconds = plan.TotalFrames * 1001 / 30000.0;
        Math.Abs(plan.TotalSamples - (seconds * 44100)).Should().BeLessThanOrEqualTo(0.5);
    }

    [Fact]
    public void The_majority_of_the_playing_time_decides()
    {
        var plan = Plan(
            [Clip(24, Ntsc, 44100, 640, 360), Clip(192, Film, 48000, 1280, 720), Clip(24, Ntsc, 44100, 640, 360)],
            [Seam(0), Seam(0)]);

        plan.Target.Should().BeEquivalentTo(new { Width = 1280, Height = 720, FrameRate = Film, SampleRate = 48000, Channels = 2, Colour = new { Space = "bt709" } });
        plan.Clips[1].Filter.Should().BeNull("the majority is not touched");
        plan.Reasons.Should().Contain("clip 1: 640x360 is fitted into 1280x720").And.Contain("clip 1: 30000/1001 fps is brought to 24 fps");
    }

    [Theory]
    [InlineData(640, 360, "scale=1280:720", null)]
    [InlineData(720, 720, "scale=720:720", "pad=1280:720:280:0")]
    [InlineData(720, 1280, "scale=404:720", "pad=1280:720:438:0")]
    [InlineData(853, 480, "scale=1280:720", null)]
    [InlineData(1920, 800, "scale=1280:532", "pad=1280:720:0:94")]
    public void Another_shape_is_padded_and_never_stretched(int width, int height, string scale, string? pad)
    {
        var filter = Plan([Clip(192, Film, 48000, 1280, 720), Clip(24, Film, 48000, width, height)], [Seam(0)]).Clips[1].Filter!;

        filter.Should().StartWith(scale + ":").And.Contain("in_color_matrix=").And.Contain("out_color_matrix=bt709");
        filter.Contains("pad=", StringComparison.Ordinal).Should().Be(pad is not null);
        filter.Should().Contain(pad ?? "setsar=1");
    }

    [Fact]
    public void Odd_sizes_become_even()
    {
        var plan = Plan([Clip(24, Film, 0, 321, 181)], []);

        (plan.Target.Width, plan.Target.Height, plan.TotalSamples).Should().Be((320, 180, 0));
        plan.Clips[0].Filter.Should().StartWith("scale=320:180:");
    }

    [Fact]
    public void A_turned_clip_and_wide_pixels_count_as_they_are_shown()
    {
        var turned = Plan([Clip(24, Film, 0, 1280, 720) with { Rotation = -90 }], []).Target;
        var wide = Plan([Clip(24, Film, 0, 720, 576) with { SampleAspectRatio = 16 / 15.0 }], []).Target;

        (turned.Width, turned.Height).Should().Be((720, 1280));
        (wide.Width, wide.Height).Should().Be((768, 576));
    }

    [Fact]
    public void A_clip_that_repeats_entirely_keeps_one_frame()
    {
        var plan = Plan([Clip(24), Clip(2), Clip(24)], [Seam(1), Seam(3)]);

        plan.Clips[1].FrameCount.Should().Be(1);
    }

    [Fact]
    public void Sound_is_faded_inside_what_the_dropped_tail_leaves()
    {
        var plan = Plan([Clip(24), Clip(24)], [Seam(1)]);

        plan.Clips[0].Sound.Should().Be(new SoundSlot(0, 46000 + 1200, 0, 0, 1200, false));
        plan.Clips[1].Sound.Should().Be(new SoundSlot(46000, 94000, 0, 1200, 0, false));
    }

    [Fact]
    public void Sound_is_faded_ahead_of_the_joint_where_the_head_was_dropped()
    {
        var plan = Plan([Clip(24), Clip(48)], [Seam(0, 24)]);

        plan.Clips[1].Sound.Should().Be(new SoundSlot(48000 - 1200, 96000, 48000 - 1200, 1200, 0, false));
    }

    [Theory]
    [InlineData(AudioMode.Cut)]
    [InlineData(AudioMode.Crossfade)]
    public void Where_nothing_overlaps_sound_is_cut(AudioMode mode)
    {
        var plan = StitchPlanner.Plan([Clip(24), Clip(24)], [Seam(mode == AudioMode.Cut ? 1 : 0)], new StitchOptions { Audio = mode });

        plan.Clips.Should().OnlyContain(c => c.Sound!.LeadIn == 0 && c.Sound.LeadOut == 0);
    }

    [Fact]
    public void Mute_plans_no_sound()
    {
        var plan = StitchPlanner.Plan([Clip(24), Clip(24)], [Seam(1)], new StitchOptions { Audio = AudioMode.Mute });

        (plan.TotalSamples, plan.Target.SampleRate).Should().Be((0, 0));
        plan.Clips.Should().OnlyContain(c => c.Sound == null);
    }

    [Fact]
    public void A_dissolve_shares_frames_and_samples_and_a_fade_keeps_them()
    {
        var cut = Seam(0) with { Kind = JointKind.Cut, AnchorHonoured = false };
        CutTransition dissolve = new(TransitionKind.Dissolve, TimeSpan.FromSeconds(0.5)), fade = new(TransitionKind.FadeBlack, TimeSpan.FromSeconds(0.5));

        var plan = StitchPlanner.Plan([Clip(48), Clip(48), Clip(48)], [cut, cut], new StitchOptions { Audio = AudioMode.Cut }, [dissolve, fade]);

        plan.TotalFrames.Should().Be((3 * 48) - 12);
        plan.Clips.Select(c => c.StartFrame).Should().Equal(0, 36, 84);
        plan.Clips.Select(c => (c.Sound!.LeadIn, c.Sound.LeadOut, c.Sound.FadeIn, c.Sound.FadeOut)).Should().Equal((0, 24000, 0, 0), (24000, 0, 0, 12000), (0, 0, 12000, 0));
        RequireWholeSound(plan);
        plan.EncodedBecause.Should().Be("clip 2: a dissolve of 12 frames leads to it");
        plan.Reasons.Should().Contain("joint 1: a dissolve of 12 frames, by which the video gets shorter").And.Contain("joint 2: a fade through black of 6 and 6 frames");
    }

    [Fact]
    public void A_transition_is_for_clips_that_do_not_go_on()
    {
        var plan = StitchPlanner.Plan([Clip(48), Clip(48)], [Seam(1)], new StitchOptions(), [new(TransitionKind.Dissolve, TimeSpan.FromSeconds(0.5))]);

        plan.Clips[1].Transition.Should().BeNull();
        plan.EncodedBecause.Should().BeNull();
    }

    [Fact]
    public void Colours_that_are_corrected_have_to_be_encoded_and_those_that_need_not_are_copied()
    {
        var drift = Seam(1) with { ColourFit = new ColourMap(new(0.95, 6), ChannelMap.Identity, ChannelMap.Identity) };
        StitchPlan Of(SeamMeasure seam, double strength) => StitchPlanner.Plan([Clip(24), Clip(24)], [seam], new StitchOptions { Colour = ColourMode.Match, ColourStrength = strength });

        Of(drift, 1).EncodedBecause.Should().Be("clip 2: its colours are corrected");
        Of(drift, 0).EncodedBecause.Should().BeNull();
        Of(Seam(1) with { ColourFit = ColourMap.Identity }, 1).EncodedBecause.Should().BeNull();
    }

    [Fact]
    public void Brightness_of_another_kind_is_told()
    {
        var hdr = Clip(24) with { PixelFormat = "yuv420p10le", Colour = new("tv", "bt2020nc", "bt2020", "smpte2084") };

        Plan([hdr, Clip(48)], [Seam(0)]).Reasons.Should().ContainSingle(reason => reason.StartsWith("clip 1: its brightness is coded as smpte2084, the video's as bt709"));
        Plan([Clip(24), hdr with { FrameCount = 48, Duration = TimeSpan.FromSeconds(2) }], [Seam(0)]).Reasons.Should().Contain(reason => reason.StartsWith("clip 1: its brightness is coded as bt709, the video's as smpte2084"));
        Plan([hdr, hdr], [Seam(0)]).Reasons.Should().NotContain(reason => reason.Contains("brightness", StringComparison.Ordinal));
    }

    [Fact]
    public void A_seam_too_few_is_refused()
    {
        var plan = () => StitchPlanner.Plan([Clip(24), Clip(24)], [], new StitchOptions());

        plan.Should().Throw<ArgumentException>().WithMessage("2 clips have 1 joints, not 0.*");
    }

    private static void RequireWholeSound(StitchPlan plan)
    {
        var slots = plan.Clips.Select(c => c.Sound!).ToArray();
        slots[0].From.Should().Be(0);
        slots[^1].To.Should().Be(plan.TotalSamples);
        for (var k = 1; k < slots.Length; k++)
        {
            slots[k].LeadIn.Should().Be(slots[k - 1].LeadOut);
            (slots[k].From + slots[k].LeadIn).Should().Be(slots[k - 1].To);
            (slots[k].To - slots[k].From).Should().BeGreaterThanOrEqualTo(slots[k].LeadIn + slots[k].LeadOut);
            slots[k].SourceStart.Should().BeGreaterThanOrEqualTo(0);
        }
    }

    private static StitchPlan Plan(ClipInfo[] clips, SeamMeasure[] seams) => StitchPlanner.Plan(clips, seams, new StitchOptions());

    private static ClipInfo Clip(int frames, FrameRate? rate = null, int sampleRate = 48000, int width = 1280, int height = 720)
    {
        var fps = rate ?? Film;
        return new ClipInfo
        {
            Path = "clip.mp4",
            Codec = "h264",
            Width = width,
            Height = height,
            PixelFormat = "yuv420p",
            FrameRate = fps,
            IsConstantRate = true,
            FrameCount = frames,
            Duration = fps.Length(frames),
            Audio = sampleRate == 0 ? null : new AudioInfo("aac", sampleRate, 2, TimeSpan.Zero, fps.Length(frames)),
        };
    }

    private static SeamMeasure Seam(int tail, int head = 0) => new()
    {
        Kind = JointKind.LastFrame,
        DropTail = tail,
        DropHead = head,
        Confidence = 1,
        Reason = "measured",
        AnchorHonoured = true,
        PictureStep = 1,
        NaturalStep = 1,
        Colour = new ColourStep(new(0, 1), new(0, 1), new(0, 1)),
    };
}
