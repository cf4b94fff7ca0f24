using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Declared cuts that dissolve or go through black, seen and heard in the finished video.</summary>
public sealed class TransitionTests : MediaFolder
{
    private static readonly TestFilm Film = new() { Width = 128, Height = 96, Barcode = false };
    private static readonly TestFilm Other = Film with { Seed = 4 };

    [Fact]
    public async Task A_dissolve_shows_both_clips_over_each_other_and_shortens_the_video()
    {
        var report = await CutAsync(new CutTransition(TransitionKind.Dissolve, TimeSpan.FromSeconds(0.5)));

        var frames = await FramesAsync(report.Result.Path, 128, 96);
        frames.Should().HaveCount(36 + 36 - 12);
        report.SeamFrames.Should().Equal(24);
        Away(frames[23], Film.Frame(23)).Should().BeLessThan(3);
        Away(frames[36], Other.Frame(12)).Should().BeLessThan(3);
        foreach (var i in Enumerable.Range(0, 12))
        {
            var (one, other) = (Film.Frame(24 + i), Other.Frame(i));
            byte[] both = [.. one.Select((level, at) => (byte)Math.Round(((level * (12.0 - i)) + (other[at] * (i + 1.0))) / 13))];
            Away(frames[24 + i], both).Should().BeLessThan(3, "frame {0} of the dissolve", i);
        }
    }

    [Fact]
    public async Task The_sound_of_a_dissolve_is_faded_over_the_same_span()
    {
        var report = await CutAsync(new CutTransition(TransitionKind.Dissolve, TimeSpan.FromSeconds(0.5)), secondSpeaks: false, AudioMode.Cut);

        Math.Abs(report.Result.SoundMinusPictureMs).Should().BeLessThan(1);
        var sound = await SoundAsync(report.Result.Path);
        Loudness(sound, 0.9).Should().BeApproximately(0.28, 0.03, "the first clip alone");
        double[] falling = [Loudness(sound, 1.05), Loudness(sound, 1.2), Loudness(sound, 1.35), Loudness(sound, 1.45)];
        falling.Should().BeInDescendingOrder().And.OnlyContain(loudness => loudness > 0.005 && loudness < 0.29);
        Loudness(sound, 1.6).Should().BeLessThan(0.005, "the second clip alone");
    }

    [Fact]
    public async Task A_fade_goes_through_black_and_silence_and_keeps_the_length()
    {
        var report = await CutAsync(new CutTransition(TransitionKind.FadeBlack, TimeSpan.FromSeconds(0.5)));

        var frames = await FramesAsync(report.Result.Path, 128, 96);
        frames.Should().HaveCount(72);
        Away(frames[29], Film.Frame(29)).Should().BeLessThan(3);
        Away(frames[42], Other.Frame(6)).Should().BeLessThan(3);
        foreach (var i in new[] { 35, 36 })
        {
            frames[i].Take(128 * 96).Average(level => level).Should().BeApproximately(16, 1.5);
            frames[i].Skip(128 * 96).Average(level => level).Should().BeApproximately(128, 1.5);
        }

        Enumerable.Range(29, 7).Select(i => frames[i].Take(128 * 96).Average(level => level)).Should().BeInDescendingOrder();
        Math.Abs(report.Result.SoundMinusPictureMs).Should().BeLessThan(1);
        var sound = await SoundAsync(report.Result.Path);
        Loudness(sound, 1.0).Should().BeApproximately(0.28, 0.03);
        Loudness(sound, 1.5).Should().BeLessThan(0.02);
        Loudness(sound, 2.0).Should().BeApproximately(0.28, 0.03);
    }

    [Theory]
    [InlineData(TransitionKind.Dissolve, 10, 10, 10)]
    [InlineData(TransitionKind.FadeBlack, 12, 10, 0)]
    public void At_most_half_of_each_clip_is_used(TransitionKind kind, int before, int after, int overlap)
    {
        var transition = PlannedTransition.Of(new CutTransition(kind, TimeSpan.FromSeconds(1)), new FrameRate(24, 1), before: 30, after: 20)!;

        (transition.Before, transition.After, transition.Overlap).Should().Be((before, after, overlap));
    }

    [Fact]
    public void A_clip_of_one_frame_has_nothing_to_give()
    {
        PlannedTransition.Of(new CutTransition(TransitionKind.Dissolve, TimeSpan.FromSeconds(1)), new FrameRate(24, 1), before: 30, after: 1).Should().BeNull();
    }

    /// <summary>Two scenes of one and a half seconds.</summary>
    private async Task<JoinReport> CutAsync(CutTransition transition, bool secondSpeaks = true, AudioMode audio = AudioMode.Crossfade)
    {
        var first = new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(0, 36)], Sound = Tone };
        var second = first with { Film = Other, Sound = secondSpeaks ? Tone : _ => 0 };
        var clips = await ChainAsync(first, second);
        return await JoinAsync(new StitchOptions { Audio = audio, Loudness = LoudnessMode.Keep }, clips[0], clips[1] with { JointToPrevious = JointKind.Cut, Transition = transition });

        static double Tone(double seconds) => 0.4 * Math.Sin(2 * Math.PI * 330 * seconds);
    }

    private static double Away(byte[] made, byte[] wanted) => made.Zip(wanted).Average(pair => Math.Abs(pair.First - pair.Second));

    /// <summary>Root mean square of 20 ms.</summary>
    private static double Loudness(float[] sound, double seconds) => Math.Sqrt(sound.Skip((int)(seconds * 48000) - 480).Take(960).Average(sample => sample * sample));
}
