using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class RepeatFitTests
{
    public static TheoryData<int, double, string> Joints()
    {
        var data = new TheoryData<int, double, string>();
        foreach (var repeated in new[] { 0, 1, 2, 3 })
        {
            foreach (var speed in new[] { 1.0, 2, 4 })
            {
                foreach (var look in new[] { "same", "contrast", "bright", "noise", "soft" })
                {
                    data.Add(repeated, speed, look);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Joints))]
    public void Repeated_frames_are_counted_in_any_look(int repeated, double speed, string look)
    {
        var film = Small.Film with { Speed = speed };
        var tail = Small.Run(film, 20, 14);
        var head = Small.Run(film, 34 - repeated, 14, f => Small.Look(f, look));

        var fit = RepeatFit.Find(tail, head, expected: 1);

        fit.Repeated.Should().Be(repeated);
        fit.Confidence.Should().BeGreaterThan(SeamThresholds.LeastConfidence);
        fit.IsUnrelated.Should().BeFalse();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_held_first_frame_is_one_frame(int held)
    {
        var tail = Small.Run(Small.Film, 20, 14);
        var head = Enumerable.Repeat(Small.Of(Small.Film, 33), held).Concat(Small.Run(Small.Film, 34, 14)).Take(14).ToArray();

        var fit = RepeatFit.Find(tail, head, expected: 1);

        (fit.Repeated, fit.Held).Should().Be((1, held));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.12)]
    [InlineData(0.3)]
    [InlineData(0.6)]
    public void A_scene_that_sets_off_slowly_holds_no_frame(double acceleration)
    {
        // Stands after 40 pixels, and goes on accelerated.
        double At(int n) => n <= 20 ? 2 * n : 40 + (acceleration * (n - 20) * (n - 20));
        SmallFrame[] Run(int from) => [.. Enumerable.Range(from, 14).Select(n => Small.Of(Small.Film with { Speed = At(n) }, 1))];

        RepeatFit.Find(Run(7), Run(20), expected: 1).Held.Should().Be(1);
    }

    [Theory]
    [InlineData(2, 20)]
    [InlineData(2, 21)]
    [InlineData(3, 21)]
    public void A_scene_drawn_with_fewer_pictures_than_frames_holds_none_for_longer_at_the_joint(int each, int joint)
    {
        SmallFrame[] Run(int from) => [.. Enumerable.Range(from, 14).Select(n => Small.Of(Small.Film, n / each * each))];

        var seam = SeamJudge.Judge(new ClipSketch([], Run(joint - 13), null), new ClipSketch(Run(joint), [], null), JointKind.LastFrame);

        (seam.DropTail, seam.DropHead).Should().Be((1, 0));
    }

    [Theory]
    [InlineData("same")]
    [InlineData("noise")]
    [InlineData("soft")]
    public void Where_nothing_moves_there_is_no_answer(string look)
    {
        var still = Small.Film with { Speed = 0 };

        var fit = RepeatFit.Find(Small.Run(still, 0, 14), Small.Run(still, 0, 14, f => Small.Look(f, look)), expected: 1);

        fit.IsStill.Should().BeTrue();
        fit.IsUnrelated.Should().BeFalse();
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(2.0)]
    [InlineData(6.0)]
    public void Another_picture_is_told_at_any_speed(double speed)
    {
        var film = Small.Film with { Speed = speed };

        RepeatFit.Find(Small.Run(film, 0, 14), Small.Run(film with { Seed = 4 }, 500, 14), expected: 1).IsUnrelated.Should().BeTrue();
    }
}
