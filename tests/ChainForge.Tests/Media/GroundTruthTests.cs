using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Continuous material is cut up the way providers do, stitched, and must come out as if it had never been cut.</summary>
public sealed class GroundTruthTests : MediaFolder
{
    private static readonly TestFilm Film = new();

    [Theory]
    [InlineData(24, 1, 48000)]
    [InlineData(30000, 1001, 44100)]
    [InlineData(25, 1, 48000)]
    public async Task Clips_that_begin_with_the_last_frame_before_give_every_true_frame_once(int num, int den, int sampleRate)
    {
        var clips = await CutAsync(new FrameRate(num, den), sampleRate, overlap: 1, 30, 27, 33);

        var report = await JoinAsync(new StitchOptions(), clips);

        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 30 + 26 + 32));
        report.Seams.Should().AllSatisfy(s => (s.DropTail, s.DropHead).Should().Be((1, 0)));
        Math.Abs(report.Result.SoundMinusPictureMs).Should().BeLessThan(1);
        report.Result.Video.FrameRate.Should().Be(new FrameRate(num, den));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_many_frames_repeat_each_is_shown_once(int overlap)
    {
        var clips = await CutAsync(new FrameRate(24, 1), 48000, overlap, 24, 24);

        var report = await JoinAsync(new StitchOptions(), clips);

        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 48 - overlap));
        report.SeamFrames.Should().Equal(24 - overlap);
    }

    private async Task<JoinClip[]> CutAsync(FrameRate rate, int sampleRate, int overlap, params int[] lengths)
    {
        var clips = new List<JoinClip>();
        var start = 0;
        foreach (var length in lengths)
        {
            var recipe = new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(start, length)], Rate = rate, SampleRate = sampleRate };
            clips.Add(new JoinClip(await ClipAsync($"{clips.Count}.mp4", recipe), JointKind.LastFrame));
            start += length - overlap;
        }

        return [.. clips];
    }
}
