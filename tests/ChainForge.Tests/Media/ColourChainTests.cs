using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class ColourChainTests
{
    private const int Shown = 40;
    private const int Ease = 12;
    private static readonly ColourMap Darker = new(new(0.95, 6), ChannelMap.Identity, ChannelMap.Identity);

    [Fact]
    public void Corrections_are_composed_back_to_the_first_clip_without_a_step()
    {
        var colours = Compose(1, Seam(Darker), Seam(Darker));

        colours[0].Should().Be(ClipColour.None);
        colours[1].Own!.Y.Should().Be(new ChannelMap(0.95, 6));
        colours[2].Own!.Y.Apply(100).Should().BeApproximately((((100 * 0.95) + 6) * 0.95) + 6, 1e-9);
        colours.Should().OnlyContain(colour => colour.Lead.Count == 0);
    }

    [Fact]
    public void At_a_cut_and_where_the_clip_does_not_go_on_everything_starts_anew()
    {
        var colours = Compose(0.5, Seam(Darker), Seam(null) with { Kind = JointKind.Cut, AnchorHonoured = false }, Seam(Darker), Seam(null) with { AnchorHonoured = false });

        colours[1].Own.Should().NotBeNull();
        colours[2].Should().Be(ClipColour.None, "a cut is never eased");
        colours[3].Own.Should().Be(colours[1].Own);
        colours[4].Should().Be(ClipColour.None);
    }

    [Fact]
    public void What_strength_leaves_as_a_step_is_eased_over_half_a_second()
    {
        var lead = Compose(0.5, Seam(Darker))[1].Lead;

        lead.Should().HaveCount(Ease);
        lead[0].From(Darker).Should().BeLessThan(1e-9, "the first frame looks as the one before the joint does");
        lead.Zip(lead.Skip(1)).Should().OnlyContain(pair => pair.First.From(pair.Second) < 0.5, "no frame may step by itself");
        lead[^1].From(ColourMap.Identity.Towards(Darker, 0.5)).Should().BeLessThan(0.3);
    }

    [Fact]
    public void Without_strength_or_drift_nothing_is_touched()
    {
        Compose(0, Seam(Darker), Seam(Darker)).Should().OnlyContain(colour => colour == ClipColour.None);
        Compose(1, Seam(ColourMap.Identity), Seam(null)).Should().OnlyContain(colour => colour.Own == null && colour.Lead.Count == 0);
    }

    [Fact]
    public void Where_nothing_repeats_the_correction_is_carried_on()
    {
        var colours = Compose(1, Seam(Darker), Seam(null));

        colours[2].Own.Should().Be(colours[1].Own);
    }

    [Fact]
    public void Each_hop_is_bounded_and_so_is_their_sum()
    {
        var wild = new ColourMap(new(0.5, 0), new(1, 90), new(3, -256));

        var colours = Compose(1, Seam(wild), Seam(wild), Seam(wild), Seam(wild));

        Within(colours[1].Own!, 1.351, 32.001);
        colours.Skip(1).Should().AllSatisfy(colour => colour.Lead.Append(colour.Own!).Should().AllSatisfy(map => Within(map, 2.001, 48.001)));

        static void Within(ColourMap map, double gain, double shift) =>
            new[] { map.Y, map.U, map.V }.Should().OnlyContain(m => m.Gain >= 1 / gain && m.Gain <= gain && Math.Abs(m.Apply(128) - 128) <= shift);
    }

    [Fact]
    public void A_tint_that_settles_is_taken_from_the_frames_that_have_it()
    {
        var tint = new ColourMap(new(1, -20), ChannelMap.Identity, ChannelMap.Identity);

        var colour = Compose(1, Seam(ColourMap.Identity) with { FirstColourFit = tint, ColourSettled = 2 })[1];

        colour.Own.Should().BeNull();
        colour.Lead.Select(map => map.Y.Offset).Should().Equal(-20, -10);
    }

    [Fact]
    public void A_clip_shorter_than_the_easing_hands_on_the_look_that_it_has_come_to()
    {
        var colours = new ColourChain(0.5, Ease).Compose([Seam(Darker), Seam(ColourMap.Identity)], [Shown, 6, Shown]);

        colours[1].Lead.Should().HaveCount(6);
        colours[2].Lead[0].From(colours[1].Lead[^1]).Should().BeLessThan(1e-9);
    }

    [Fact]
    public void The_noise_of_many_small_fits_is_no_drift()
    {
        var random = new Random(7);
        var seams = Enumerable.Range(0, 50).Select(_ => Seam(new(new(1, (random.NextDouble() - 0.5) * 0.6), ChannelMap.Identity, ChannelMap.Identity))).ToArray();

        Compose(1, seams).Should().OnlyContain(colour => colour.Own == null && colour.Lead.Count == 0);
    }

    private static IReadOnlyList<ClipColour> Compose(double strength, params SeamMeasure[] seams) =>
        new ColourChain(strength, Ease).Compose(seams, [.. Enumerable.Repeat(Shown, seams.Length + 1)]);

    private static SeamMeasure Seam(ColourMap? fit) => new()
    {
        Kind = JointKind.LastFrame,
        DropTail = 1,
        DropHead = 0,
        Confidence = 1,
        Reason = "measured",
        AnchorHonoured = true,
        PictureStep = 1,
        NaturalStep = 1,
        Colour = new ColourStep(new(0, 1), new(0, 1), new(0, 1)),
        ColourFit = fit,
    };
}
