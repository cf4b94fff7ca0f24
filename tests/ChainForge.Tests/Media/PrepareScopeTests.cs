using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>What is taken of a clip after something of it could not be taken.</summary>
public sealed class PrepareScopeTests : MediaFolder
{
    private static readonly Exception Full = new MediaException("no space") { IsDiskFull = true };
    private static readonly Exception Damaged = new MediaException("damaged");

    [Fact]
    public async Task First_the_sound_is_let_go_then_the_end_then_both()
    {
        var clip = await ProbeAsync(await ClipAsync("clip.mp4", new ClipRecipe { Film = new TestFilm(), Frames = [.. Enumerable.Range(0, 12)] }));
        var (track, tail) = (ClipTrack.Load(clip), new TailSpan(9, 2));

        var tried = new List<PrepareScope> { PrepareScope.Of(clip, track, tail) };
        while (tried[^1].After(clip, Damaged) is { } next)
        {
            tried.Add(next);
        }

        tried.Select(scope => (scope.Track is not null, scope.Tail is not null, scope.Sound)).Should().Equal(
            (true, true, SoundScope.Kept), (true, true, SoundScope.None), (false, false, SoundScope.Kept), (false, false, SoundScope.None));
    }

    [Fact]
    public async Task On_a_full_disk_the_samples_are_let_go_and_nothing_else()
    {
        var clip = await ProbeAsync(await ClipAsync("clip.mp4", new ClipRecipe { Film = new TestFilm(), Frames = [.. Enumerable.Range(0, 12)] }));
        var all = PrepareScope.Of(clip, ClipTrack.Load(clip), new TailSpan(9, 2));

        all.After(clip, Full).Should().Be(all with { Sound = SoundScope.Measured });
        all.After(clip, Full)!.After(clip, Full).Should().BeNull();
        all.After(clip, new OperationCanceledException()).Should().BeNull();
        (all with { Sound = SoundScope.None }).After(clip, new Mp4Exception("no end")).Should().Be(new PrepareScope(null, null, SoundScope.Kept));
    }
}
