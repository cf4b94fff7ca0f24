using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class CleanCutTests
{
    // Decoded as I P B b b P B b b: shown as numbered.
    private static readonly int[] Pyramid = [0, 4, 2, 1, 3, 8, 6, 5, 7];

    [Theory]
    [InlineData(9, 9)]
    [InlineData(8, 5)]
    [InlineData(5, 5)]
    [InlineData(4, 1)]
    [InlineData(1, 1)]
    public void A_cut_lies_behind_the_last_group_that_nothing_later_is_needed_for(int wanted, int cut) =>
        CleanCut.Find(Pyramid, wanted).Should().Be(cut);

    [Fact]
    public void Without_B_frames_every_place_is_a_cut() =>
        Enumerable.Range(1, 9).Should().OnlyContain(wanted => CleanCut.Find(new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, wanted) == wanted);
}
