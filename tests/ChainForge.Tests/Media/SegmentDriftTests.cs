using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class SegmentDriftTests
{
    [Fact]
    public void Drift_counts_from_the_first_segment_and_anew_behind_a_cut()
    {
        var drift = SegmentDrift.Of([Clip(100), Clip(103), Clip(50), Clip(52)], [JointKind.LastFrame, JointKind.Cut, JointKind.LastFrame]);

        drift.Select(d => (d.From, d.Colour.Y.Mean)).Should().Equal((0, 0), (0, 3), (2, 0), (2, 2));
    }

    [Fact]
    public void One_odd_frame_changes_nothing()
    {
        var flashed = Clip(100);
        flashed[3] = Look(250);

        SegmentDrift.Of([Clip(100), flashed], [JointKind.LastFrame])[1].Colour.Y.Mean.Should().Be(0);
    }

    private static FrameLook[] Clip(double level) => [.. Enumerable.Repeat(Look(level), 9)];

    private static FrameLook Look(double level) => new(0, new(level, 30), new(128, 10), new(128, 10), 4);
}
