using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class SharpnessTests : MediaFolder
{
    // The film itself is all smooth waves: this is the detail that can be lost.
    private const string Texture = "noise=c0s=24:c0_seed=7";
    private static readonly TestFilm Film = new() { Width = 320, Height = 180 };

    [Fact]
    public async Task A_clip_that_gets_softer_is_told_from_one_that_does_not()
    {
        var clips = await ChainAsync(Frames(0, 24), Frames(23, 24), Frames(23, 24) with { Filter = $"{Texture},gblur=1.5" });

        var clean = await JoinAsync(new StitchOptions(), clips[0], clips[1]);
        var softer = await JoinAsync(new StitchOptions(), clips[0], clips[2]);

        SeamReport.Of(clean, ["a", "b"]).Joints.Single().Grade.Should().Be(SeamGrade.Good);
        var joint = SeamReport.Of(softer, ["a", "c"]).Joints.Single();
        joint.Grade.Should().NotBe(SeamGrade.Good);
        joint.SharpnessRatio.Should().BeLessThan(0.7);
        joint.Reason.Should().Contain("sharpness falls by");
    }

    private static ClipRecipe Frames(int from, int count) => new() { Film = Film, Frames = [.. Enumerable.Range(from, count)], SampleRate = null, Filter = Texture };
}
