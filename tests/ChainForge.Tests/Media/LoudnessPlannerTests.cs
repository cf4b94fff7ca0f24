using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Which clips get which gain. Each clip is 4 s at 24 fps.</summary>
public sealed class LoudnessPlannerTests
{
    private static readonly FrameRate Rate = new(24, 1);

    [Fact]
    public void What_goes_on_without_a_step_is_left_as_it_is()
    {
        var plan = Plan([-14, -20, -26, -32], [-0.9, 0.9, 0]);

        Gains(plan).Should().Equal(0, 0, 0, 0);
    }

    [Fact]
    public void Clips_without_a_step_between_them_get_one_gain()
    {
        var plan = Plan([-20, -20, -25, -23, -20], [0, -5, 0.5, 4]);

        Gains(plan).Should().Equal(0, 0, 3.9, 3.9, 0);
        plan.Reasons.Where(r => r.Contains("louder")).Should().HaveCount(2).And.OnlyContain(r => r.Contains("by 3.9 dB, from -23.9 towards -20.0 LUFS"));
    }

    [Fact]
    public void A_gain_is_bounded_and_says_so()
    {
        var plan = Plan([-20, -20, -36, -8], [0, -16, 28]);

        Gains(plan).Should().Equal(0, 0, 6, -6);
        plan.Reasons.Should().ContainMatch("clip 3: *by 6.0 dB*which is the most").And.ContainMatch("clip 4: *quieter by 6.0 dB*which is the most");
    }

    [Fact]
    public void Nothing_is_raised_so_far_that_its_peaks_would_clip()
    {
        var plan = Plan([-20, -20, -20, -25, -25], [0, 0, -5, null], peaks: [-6, -6, -6, -3.2, -0.4]);

        Gains(plan).Should().Equal(0, 0, 0, 2.2, 0);
        plan.Reasons.Should().ContainMatch("clip 4: *by 2.2 dB*its peaks at -3.2 dBTP");
    }

    [Theory]
    [InlineData(-20.9, -0.9)]
    [InlineData(-55.0, -35.0)]
    [InlineData(null, null)]
    public void What_is_about_as_loud_or_nearly_silent_is_left_alone(double? loudness, double? step) =>
        Gains(Plan([-20, -20, loudness], [0, step is > -2 ? -2.5 : step])).Should().Equal(0, 0, 0);

    [Fact]
    public void The_part_that_is_shown_counts()
    {
        // An extension begins with 2 s of its source, which are dropped.
        var extension = new ClipLoudness(-17, -6, [-120, -120, -120, .. Enumerable.Repeat(-15.0, 17), .. Enumerable.Repeat(-24.0, 20)]);

        var plan = StitchPlanner.Plan([Clip(), Clip(), Clip()], [Seam(0), Seam(-4) with { DropTail = 0, DropHead = 51 }], new StitchOptions(), loudness: [Even(-20), Even(-20), extension]);

        Gains(plan).Should().Equal(0, 0, 4);
    }

    [Fact]
    public void What_moves_as_much_within_the_clips_is_no_step()
    {
        var plan = StitchPlanner.Plan([Clip(), Clip()], [Seam(-6) with { UsualLoudnessStep = 5 }], new StitchOptions(), loudness: [Even(-20), Even(-26)]);

        Gains(plan).Should().Equal(0, 0);
    }

    [Theory]
    [InlineData(-12.0, 3.0)]
    [InlineData(-28.0, 3.0)]
    [InlineData(-28.0, -2.0)]
    public void No_joint_steps_more_than_it_did(double loudness, double step)
    {
        // As a whole the second clip is 8 dB apart from the first; at the joint it is another figure, even of another sign.
        var gains = Gains(Plan([-20, loudness], [step])).ToArray();

        Math.Abs(step + gains[1] - gains[0]).Should().BeLessThanOrEqualTo(Math.Abs(step));
    }

    [Fact]
    public void What_is_held_by_its_peaks_holds_its_neighbours()
    {
        // The first would be raised by 6 but has no room; raised alone, the second would step up by 8 LU.
        var plan = Plan([-28, -26, -20, -20, -20], [2, 6, 0, 0], peaks: [-0.5, -12, -12, -12, -12]);

        Gains(plan).Should().Equal(0, 0, 0, 0, 0);
    }

    [Fact]
    public void Keep_keeps_and_what_was_not_measured_is_kept()
    {
        Gains(Plan([-20, -26], [-6], new StitchOptions { Loudness = LoudnessMode.Keep })).Should().Equal(0, 0);
        Gains(StitchPlanner.Plan([Clip(), Clip()], [Seam(-6)], new StitchOptions())).Should().Equal(0, 0);
    }

    [Fact]
    public void Music_lies_below_the_videos_own_sound_or_takes_its_place()
    {
        var bed = new MusicBed("song.mp3", 2);

        var below = Plan([-18, -18], [0], new StitchOptions { Music = bed });
        var alone = Plan([null, null], [null], new StitchOptions { Music = bed });
        var muted = Plan([-18, -18], [0], new StitchOptions { Music = bed, Audio = AudioMode.Mute });

        below.Music!.Loudness.Should().BeApproximately(-28, 0.01);
        below.Music.DuckAbove.Should().BeApproximately(-26, 0.01);
        below.Reasons.Should().Contain("music: song.mp3 is brought to -28.0 LUFS, below the video's own sound");
        (alone.Music!.Loudness, alone.Music.DuckAbove).Should().Be((-18, null));
        (alone.Target.SampleRate, alone.Target.Channels).Should().Be((48000, 2));
        muted.Music.Should().Be(alone.Music);
        muted.TotalSamples.Should().Be(below.TotalSamples);
        muted.Clips.Should().OnlyContain(clip => clip.Sound!.IsSilent && clip.GainDb == 0);
    }

    private static IEnumerable<double> Gains(StitchPlan plan) => plan.Clips.Select(clip => clip.GainDb);

    private static StitchPlan Plan(double?[] loudness, double?[] steps, StitchOptions? options = null, double[]? peaks = null) => StitchPlanner.Plan(
        [.. loudness.Select(l => l is null ? Clip() with { Audio = null } : Clip())],
        [.. steps.Select(Seam)],
        options ?? new StitchOptions(),
        loudness: [.. loudness.Select((l, k) => l is { } value ? Even(value, peaks?[k] ?? -10) : null)]);

    private static ClipLoudness Even(double loudness, double peak = -10) => new(loudness, peak, [-120, -120, -120, .. Enumerable.Repeat(loudness, 37)]);

    private static ClipInfo Clip() => new()
    {
        Path = "clip.mp4",
        Codec = "h264",
        Width = 320,
        Height = 180,
        PixelFormat = "yuv420p",
        FrameRate = Rate,
        IsConstantRate = true,
        FrameCount = 96,
        Duration = Rate.Length(96),
        Audio = new AudioInfo("aac", 48000, 2, TimeSpan.Zero, Rate.Length(96)),
    };

    private static SeamMeasure Seam(double? step) => new()
    {
        Kind = JointKind.LastFrame,
        DropTail = 1,
        DropHead = 0,
        Confidence = 1,
        Reason = "measured",
        AnchorHonoured = true,
        PictureStep = 1,
        NaturalStep = 1,
        LoudnessStep = step,
        Colour = new ColourStep(new(0, 1), new(0, 1), new(0, 1)),
    };
}
