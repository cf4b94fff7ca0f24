using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class SeamJudgeTests
{
    private static readonly SmallFrame[] Before = Small.Run(Small.Film, 0, 40);

    [Fact]
    public void One_repeated_frame_goes_from_the_end_of_the_clip_before()
    {
        var seam = Judge(Before, Small.Run(Small.Film, 39, 20), JointKind.LastFrame);

        (seam.DropTail, seam.DropHead, seam.AnchorHonoured).Should().Be((1, 0, true));
        seam.PictureStep.Should().BeApproximately(seam.NaturalStep, seam.NaturalStep * 0.2);
        seam.Reason.Should().Be("1 frame repeated");
    }

    [Fact]
    public void A_held_frame_goes_once_from_the_end_and_else_from_the_beginning()
    {
        var after = Enumerable.Repeat(Before[39], 2).Concat(Small.Run(Small.Film, 39, 20)).ToArray();

        var seam = Judge(Before, after, JointKind.LastFrame);

        (seam.DropTail, seam.DropHead).Should().Be((1, 2));
        seam.PictureStep.Should().BeApproximately(seam.NaturalStep, seam.NaturalStep * 0.2);
    }

    [Fact]
    public void A_still_scene_loses_exactly_the_repeated_frame()
    {
        var still = Small.Run(Small.Film with { Speed = 0 }, 0, 20);

        Judge(still, still, JointKind.LastFrame).DropTail.Should().Be(1);
    }

    [Fact]
    public void A_clip_that_ignores_its_first_frame_loses_nothing_and_says_so()
    {
        var seam = Judge(Before, Small.Run(Small.Film with { Seed = 4 }, 700, 20), JointKind.LastFrame);

        (seam.DropTail, seam.DropHead, seam.AnchorHonoured, seam.ColourFit).Should().Be((0, 0, false, null));
        seam.Reason.Should().Contain("does not go on from the picture it was given");
    }

    [Fact]
    public void A_cut_drops_nothing_even_where_frames_repeat()
    {
        var seam = Judge(Before, Small.Run(Small.Film, 39, 20), JointKind.Cut);

        (seam.DropTail, seam.DropHead).Should().Be((0, 0));
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(1, 41)]
    [InlineData(2, 42)]
    public void An_extension_with_its_source_loses_the_source_and_what_repeats_behind_it(int again, int dropped)
    {
        var after = Small.Run(Small.Film, 0, 40).Concat(Small.Run(Small.Film, 40 - again, 30)).ToArray();

        var seam = Judge(Before, after, JointKind.Extend);

        (seam.DropTail, seam.DropHead, seam.SourceFrames).Should().Be((0, dropped, 40));
    }

    [Fact]
    public void An_extension_whose_source_was_encoded_again_still_finds_its_end()
    {
        var after = Small.Run(Small.Film, 0, 70, f => Small.Look(Small.Look(f, "contrast"), "noise"));

        Judge(Before, after, JointKind.Extend).DropHead.Should().Be(40);
    }

    [Fact]
    public void An_extension_that_holds_the_end_of_its_source_loses_only_that()
    {
        Judge(Before, Small.Run(Small.Film, 16, 60), JointKind.Extend).DropHead.Should().Be(24);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_extension_with_only_new_frames_is_joined_like_a_last_frame(int repeated)
    {
        var seam = Judge(Before, Small.Run(Small.Film, 40 - repeated, 40), JointKind.Extend);

        (seam.DropTail, seam.DropHead, seam.SourceFrames).Should().Be((repeated, 0, 0));
    }

    [Fact]
    public void An_extension_of_a_still_scene_loses_nothing_on_a_guess()
    {
        var still = Small.Run(Small.Film with { Speed = 0 }, 0, 40);

        var seam = Judge(still, still, JointKind.Extend);

        (seam.DropTail, seam.DropHead).Should().Be((0, 0));
    }

    [Fact]
    public void Drift_is_read_off_the_repeated_frame()
    {
        var after = Small.Run(Small.Film, 39, 20, f => Small.Look(f, "contrast"));

        var seam = Judge(Before, after, JointKind.LastFrame);

        seam.Colour.Y.Spread.Should().BeApproximately(1.05, 0.01);
        seam.Colour.U.Spread.Should().BeApproximately(1.08, 0.01);
        seam.ColourFit!.Y.Gain.Should().BeApproximately(1 / 1.05, 0.01);
        seam.ColourFit.U.Gain.Should().BeApproximately(1 / 1.08, 0.01);
        seam.ColourFit.Y.Apply(128).Should().BeApproximately(128, 0.5);
    }

    [Fact]
    public void Noise_is_no_drift()
    {
        var seam = Judge(Before, Small.Run(Small.Film, 39, 20, f => Small.Look(f, "grain")), JointKind.LastFrame);

        seam.ColourFit.Should().Be(ColourMap.Identity);
    }

    [Fact]
    public void A_tinted_first_frame_does_not_speak_for_its_clip()
    {
        var after = Small.Run(Small.Film, 39, 20);
        after[0] = Small.Of(Small.Film, 39, Tinted);

        var seam = Judge(Before, after, JointKind.LastFrame);

        seam.ColourFit!.Reach.Should().BeLessThan(1.5);
        seam.ColourSettled.Should().Be(1);
        seam.FirstColourFit!.Y.Apply(100).Should().BeApproximately(82, 1.5, "the frame itself is brought back too");
    }

    [Fact]
    public void A_tinted_last_frame_does_not_speak_for_its_clip()
    {
        var before = Small.Run(Small.Film, 0, 40);
        before[39] = Small.Of(Small.Film, 39, Tinted);

        var seam = Judge(before, Small.Run(Small.Film, 39, 20), JointKind.LastFrame);

        seam.ColourFit!.Reach.Should().BeLessThan(1.5);
        seam.ColourSettled.Should().Be(0);
    }

    [Fact]
    public void A_clip_that_took_over_a_tint_is_brought_back_from_it()
    {
        var before = Small.Run(Small.Film, 0, 40);
        before[39] = Small.Of(Small.Film, 39, Tinted);

        var seam = Judge(before, Small.Run(Small.Film, 39, 20, Tinted), JointKind.LastFrame);

        seam.ColourFit!.Y.Apply(118).Should().BeApproximately(100, 2);
    }

    [Fact]
    public void A_flash_behind_the_joint_changes_nothing()
    {
        var after = Small.Run(Small.Film, 39, 20);
        after[1] = Small.Of(Small.Film, 40, Tinted);

        Judge(Before, after, JointKind.LastFrame).ColourFit.Should().Be(ColourMap.Identity);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    public void A_scene_that_moves_in_every_second_frame_keeps_its_pace_and_its_own_holds(int joint)
    {
        SmallFrame[] Run(int from) => [.. Enumerable.Range(from, 20).Select(n => Small.Of(Small.Film, n / 2 * 2))];

        var seam = Judge(Run(joint - 19), Run(joint), JointKind.LastFrame);

        SeamGrader.Grade(SeamFigures.Of(seam, null, null)).Reason.Should().Be("nothing stands out");
    }

    [Fact]
    public void A_flash_on_the_joint_that_both_clips_have_is_no_jump()
    {
        var (before, after) = (Small.Run(Small.Film, 0, 40), Small.Run(Small.Film, 39, 20));
        before[39] = after[0] = Small.Of(Small.Film, 39, yuv => Small.Map(yuv, (v, i) => i < SmallFrame.Plane ? v + 90 : v));

        SeamGrader.Grade(SeamFigures.Of(Judge(before, after, JointKind.LastFrame), null, null)).Findings.Should().NotContain(finding => finding.Figure == "jump");
    }

    [Fact]
    public void Frames_that_an_encoder_gives_less_detail_are_no_step_of_sharpness()
    {
        SmallFrame[] Run(int from, int count) => [.. Enumerable.Range(from, count).Select(n => new SmallFrame([.. Small.Of(Small.Film, n).Yuv], n % 2 == 0 ? 3 : 5.4))];

        Judge(Run(0, 40), Run(39, 20), JointKind.LastFrame).Sharpness!.Value.Ratio.Should().Be(1);
    }

    private static byte[] Tinted(byte[] yuv) => Small.Map(yuv, (v, i) => i < SmallFrame.Plane ? v + 18 : v);

    private static SeamMeasure Judge(SmallFrame[] before, SmallFrame[] after, JointKind kind) =>
        SeamJudge.Judge(Sketch(before), Sketch(after), kind);

    private static ClipSketch Sketch(SmallFrame[] frames) =>
        new([.. frames.Take(ClipSketch.Kept)], [.. frames.TakeLast(ClipSketch.Kept)], frames);
}
