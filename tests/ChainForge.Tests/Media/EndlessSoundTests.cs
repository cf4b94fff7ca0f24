using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class EndlessSoundTests : MediaFolder
{
    // Was: the hole was filled with silence, gigabytes of it, and all of it was read.
    [Fact]
    public async Task A_sound_whose_clock_jumps_ahead_by_hours_costs_no_more_than_any_other()
    {
        var film = new TestFilm { Width = 128, Height = 96 };
        var good = await ClipAsync("good.mp4", new ClipRecipe { Film = film, Frames = [.. Enumerable.Range(0, 24)] });
        await RunAsync("-i", good, "-c:v", "copy", "-af", "asetpts='if(gte(N,30),PTS+10*3600*SR,PTS)'", "-c:a", "aac", PathOf("jumps.mp4"));

        var report = await JoinAsync(new StitchOptions(), new JoinClip(PathOf("jumps.mp4"), JointKind.LastFrame));

        report.Result.SoundMinusPictureMs.Should().BeApproximately(0, 1);
        (await SoundAsync(report.Result.Path)).Take(24_000).Max().Should().BeGreaterThan(0.2f);
    }
}
