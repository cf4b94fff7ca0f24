using ChainForge.Media;

namespace ChainForge.Tests.Media;

public sealed class SoundJoinTests : MediaFolder
{
    [Theory]
    [InlineData(AudioMode.Crossfade, 48000)]
    [InlineData(AudioMode.Crossfade, 44100)]
    public async Task Continuous_sound_stays_continuous(AudioMode mode, int sampleRate)
    {
        var clips = await ChainAsync([.. Enumerable.Range(0, 3).Select(k => new ClipRecipe { Frames = [.. Enumerable.Range(k * 23, 24)], SampleRate = sampleRate })]);

        var report = await JoinAsync(new StitchOptions { Audio = mode }, clips);

        var sound = await SoundAsync(report.Result.Path);
        sound.Length.Should().BeInRange(report.Result.Video.FrameCount * sampleRate / 24, (report.Result.Video.FrameCount * sampleRate / 24) + 1024);
        var bends = Bends(sound);
        var own = Bends(Enumerable.Range(0, sampleRate).Select(i => (float)new ClipRecipe { Frames = [] }.Sound((double)i / sampleRate)).ToArray()).Max();
        foreach (var joint in report.SeamFrames.Select(f => f * sampleRate / 24))
        {
            bends[(joint - 3000)..(joint + 3000)].Max().Should().BeLessThan(5 * own, "a click bends the sound; a hard cut of these clips makes dozens of times its own bend, two AAC encodes alone up to three");
        }

        // In time with the film's own clock: the middle of the last clip still is the same sine.
        var at = (int)(1.9 * sampleRate);
        var truth = new ClipRecipe { Frames = [] }.Sound;
        Enumerable.Range(at, 400).Average(i => Math.Abs(sound[i] - truth((double)i / sampleRate))).Should().BeLessThan(0.02);
    }

    [Fact]
    public async Task Sound_that_starts_late_or_ends_early_stays_in_its_place()
    {
        var whole = await ClipAsync("whole.mp4", new ClipRecipe { Frames = [.. Enumerable.Range(0, 24)] });
        await RunAsync("-i", whole, "-itsoffset", "0.25", "-i", whole, "-map", "0:v", "-map", "1:a", "-c", "copy", "-t", "0.75", PathOf("late.mp4"));
        var late = await ProbeAsync(PathOf("late.mp4"));
        late.Audio!.Start.Should().BeCloseTo(TimeSpan.FromSeconds(0.25), TimeSpan.FromMilliseconds(25), "a copy carries the encoder's delay along");

        var report = await JoinAsync(new StitchOptions(), new(whole, JointKind.Cut), new(PathOf("late.mp4"), JointKind.Cut), new(whole, JointKind.Cut));

        var sound = await SoundAsync(report.Result.Path);
        var late0 = 48000;
        Loudest(sound, late0 + 500, late0 + 10500).Should().BeLessThan(0.01f, "it has not started");
        Loudest(sound, late0 + 13500, late0 + 20000).Should().BeGreaterThan(0.2f);
        report.Result.SoundMinusPictureMs.Should().BeInRange(-1, 1);
    }

    [Fact]
    public void A_crossfade_of_one_sound_with_itself_changes_nothing()
    {
        var sound = Enumerable.Range(0, 2400).Select(i => MathF.Sin(i * 0.03f)).ToArray();
        var mixed = sound.ToArray();

        SoundMix.Crossfade(sound.AsSpan(0, 1200), mixed, 2);

        mixed.Should().Equal(sound, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_crossfade_of_strangers_keeps_the_level()
    {
        var random = new Random(7);
        var (a, b) = (Noise(random), Noise(random));

        SoundMix.Crossfade(a, b, 1);

        Math.Sqrt(b.Average(s => s * s)).Should().BeApproximately(Math.Sqrt(1 / 3.0), 0.03);
    }

    [Fact]
    public void Ramps_begin_and_end_in_silence()
    {
        var sound = Enumerable.Repeat(1f, 100).ToArray();

        SoundMix.RampUp(sound, 1, 10);
        SoundMix.RampDown(sound, 1, 10);

        sound[0].Should().BeLessThan(0.01f);
        sound[^1].Should().BeLessThan(0.01f);
        sound[10..90].Should().OnlyContain(s => s == 1);
    }

    private static float Loudest(float[] sound, int from, int to) => sound[from..to].Max(Math.Abs);

    private static float[] Noise(Random random) => [.. Enumerable.Range(0, 20000).Select(_ => (random.NextSingle() * 2) - 1)];

    private static float[] Bends(float[] sound) =>
        [.. Enumerable.Range(1, sound.Length - 2).Select(i => Math.Abs(sound[i - 1] - (2 * sound[i]) + sound[i + 1]))];
}
