using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class SeamGraderTests
{
    private static readonly SeamFigures Clean = new()
    {
        Kind = JointKind.LastFrame,
        AnchorHonoured = true,
        Jump = 2,
        NaturalStep = 2,
        Colour = Colour(),
        IsFlat = (false, false, false),
        Sharpness = new SharpnessStep(5, 5),
        Motion = new MotionStep(2, 2),
    };

    [Theory]
    [InlineData(2.0, SeamGrade.Good)]
    [InlineData(4.0, SeamGrade.Good)]
    [InlineData(4.1, SeamGrade.Visible)]
    [InlineData(8.0, SeamGrade.Visible)]
    [InlineData(8.1, SeamGrade.Bad)]
    public void A_jump_counts_in_steps_of_the_motion_there(double jump, SeamGrade grade) => GradeOf(Clean with { Jump = jump }).Should().Be(grade);

    [Fact]
    public void Coding_noise_in_a_still_scene_is_no_jump() => GradeOf(Clean with { Jump = 0.6, NaturalStep = 0.05 }).Should().Be(SeamGrade.Good);

    [Theory]
    [InlineData(0.1, 2.0, SeamGrade.Visible)]
    [InlineData(0.1, 0.3, SeamGrade.Good)]
    public void A_frame_that_stands_still_is_seen_where_something_moves(double jump, double natural, SeamGrade grade) =>
        GradeOf(Clean with { Jump = jump, NaturalStep = natural }).Should().Be(grade);

    [Theory]
    [InlineData(1.5, SeamGrade.Good)]
    [InlineData(-1.6, SeamGrade.Visible)]
    [InlineData(4.1, SeamGrade.Bad)]
    public void Each_channel_may_move_by_a_level_or_so(double levels, SeamGrade grade)
    {
        GradeOf(Clean with { Colour = Colour(y: levels) }).Should().Be(grade);
        GradeOf(Clean with { Colour = Colour(u: levels) }).Should().Be(grade);
        GradeOf(Clean with { Colour = Colour(v: levels) }).Should().Be(grade);
    }

    [Theory]
    [InlineData(1.03, 1.05, SeamGrade.Good)]
    [InlineData(1.05, 1.08, SeamGrade.Visible)]
    [InlineData(1 / 1.05, 1, SeamGrade.Visible)]
    [InlineData(1, 1.2, SeamGrade.Bad)]
    public void Contrast_and_saturation_are_graded(double contrast, double saturation, SeamGrade grade) =>
        GradeOf(Clean with { Colour = Colour(contrast: contrast, saturation: saturation) }).Should().Be(grade);

    [Fact]
    public void Of_a_channel_without_spread_the_ratio_means_nothing() =>
        GradeOf(Clean with { Colour = Colour(contrast: 2, saturation: 2), IsFlat = (true, true, true) }).Should().Be(SeamGrade.Good);

    [Theory]
    [InlineData(5, 5.5, SeamGrade.Good)]
    [InlineData(5, 3.5, SeamGrade.Visible)]
    [InlineData(5, 2.5, SeamGrade.Bad)]
    [InlineData(5, 10, SeamGrade.Bad)]
    public void Softer_or_sharper_is_graded_alike(double before, double after, SeamGrade grade) =>
        GradeOf(Clean with { Sharpness = new SharpnessStep(before, after) }).Should().Be(grade);

    [Theory]
    [InlineData(2, 3.9, SeamGrade.Good)]
    [InlineData(2, 0.9, SeamGrade.Visible)]
    [InlineData(2, 9, SeamGrade.Bad)]
    [InlineData(0.05, 0.7, SeamGrade.Good)]
    public void A_change_of_pace_is_graded_where_something_moves(double before, double after, SeamGrade grade) =>
        GradeOf(Clean with { Motion = new MotionStep(before, after) }).Should().Be(grade);

    [Theory]
    [InlineData(1.9, SeamGrade.Good)]
    [InlineData(-3, SeamGrade.Visible)]
    [InlineData(6, SeamGrade.Bad)]
    public void A_step_of_loudness_is_graded(double step, SeamGrade grade) => GradeOf(Clean with { LoudnessStep = step }).Should().Be(grade);

    [Fact]
    public void A_step_of_loudness_that_the_sound_makes_anyway_does_not_stand_out() =>
        GradeOf(Clean with { LoudnessStep = 6, UsualLoudnessStep = 7 }).Should().Be(SeamGrade.Good);

    [Theory]
    [InlineData(0.01, 0.01, SeamGrade.Good)]
    [InlineData(0.02, 0.01, SeamGrade.Visible)]
    [InlineData(0.4, 0.002, SeamGrade.Bad)]
    [InlineData(0.00005, 0.000001, SeamGrade.Good)]
    public void A_click_is_graded_also_at_a_cut(double atJoint, double usual, SeamGrade grade)
    {
        GradeOf(Clean with { Samples = new SampleStep(atJoint, usual) }).Should().Be(grade);
        GradeOf(Clean with { Kind = JointKind.Cut, Samples = new SampleStep(atJoint, usual) }).Should().Be(grade);
    }

    [Fact]
    public void A_clip_that_ignores_its_picture_is_bad_and_that_is_all_there_is_to_say()
    {
        var verdict = SeamGrader.Grade(Clean with { AnchorHonoured = false, Jump = 90, Colour = Colour(y: 30) });

        (verdict.Grade, verdict.Reason).Should().Be((SeamGrade.Bad, "the clip does not go on from the picture it was given"));
    }

    [Fact]
    public void At_a_declared_cut_everything_may_differ()
    {
        var verdict = SeamGrader.Grade(Clean with { Kind = JointKind.Cut, AnchorHonoured = false, Jump = 90, Colour = Colour(y: 30) });

        (verdict.Grade, verdict.Reason).Should().Be((SeamGrade.Good, "a declared cut"));
    }

    [Fact]
    public void The_worst_figure_is_named_first()
    {
        var verdict = SeamGrader.Grade(Clean with { Colour = Colour(y: -2.34), Sharpness = new SharpnessStep(5, 2) });

        verdict.Grade.Should().Be(SeamGrade.Bad);
        verdict.Reason.Should().Be("sharpness falls by 60 %; it gets darker by 2.34 levels");
        verdict.Findings.Select(finding => finding.Figure).Should().Equal("sharpness", "brightness");
    }

    [Fact]
    public void What_the_stitch_corrects_is_no_complaint()
    {
        var look = new FrameLook(0, new(100, 40), new(128, 20), new(128, 20), 5);
        var drifted = look with { Y = new(110, 44) };
        var seam = new SeamMeasure
        {
            Kind = JointKind.LastFrame,
            DropTail = 1,
            DropHead = 0,
            Confidence = 1,
            Reason = "measured",
            AnchorHonoured = true,
            PictureStep = 10,
            NaturalStep = 1,
            Jump = 1,
            LookBefore = look,
            LookAfter = drifted,
            Colour = ColourStep.Between(look, drifted),
        };

        SeamGrader.Grade(SeamFigures.Of(seam, null, null)).Grade.Should().Be(SeamGrade.Bad);
        SeamGrader.Grade(SeamFigures.Of(seam, null, ColourMap.Identity with { Y = new ChannelMap(40 / 44.0, 0) })).Grade.Should().Be(SeamGrade.Good);
    }

    private static SeamGrade GradeOf(SeamFigures figures) => SeamGrader.Grade(figures).Grade;

    private static ColourStep Colour(double y = 0, double u = 0, double v = 0, double contrast = 1, double saturation = 1) =>
        new(new(y, contrast), new(u, saturation), new(v, saturation));
}
