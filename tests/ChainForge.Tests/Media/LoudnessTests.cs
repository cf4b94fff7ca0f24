using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Loudness is measured once, as EBU R128 says, and steps between clips are evened out.</summary>
public sealed class LoudnessTests : MediaFolder
{
    private static readonly TestFilm Film = new();

    [Fact]
    public async Task A_full_scale_tone_in_both_channels_measures_0_LUFS_as_R128_defines_it()
    {
        var clip = await ClipAsync("tone.mp4", Recipe(0, 48, level: 0.1, frequency: 997));

        var loudness = await MeasureAsync(clip);

        loudness!.Integrated.Should().BeApproximately(-20, 0.3, "an amplitude of 0.1 is 20 dB below full scale");
        loudness.TruePeak.Should().BeApproximately(-20, 0.5);
        loudness.Momentary.Should().HaveCount(20);
        loudness.Momentary.Skip(3).Should().OnlyContain(m => Math.Abs(m + 20) < 0.5);
    }

    [Fact]
    public async Task A_clip_without_sound_has_no_loudness_and_one_with_silence_the_least()
    {
        (await MeasureAsync(await ClipAsync("none.mp4", Recipe(0, 12, 0.1) with { SampleRate = null }))).Should().BeNull();

        var silent = await MeasureAsync(await ClipAsync("silent.mp4", Recipe(0, 24, 0)));

        (silent!.Integrated, silent.TruePeak).Should().Be((-70, -120));
    }

    [Fact]
    public async Task Sound_that_starts_late_is_silent_until_then()
    {
        var whole = await ClipAsync("whole.mp4", Recipe(0, 48, 0.1));
        await RunAsync("-i", whole, "-itsoffset", "1", "-i", whole, "-map", "0:v", "-map", "1:a", "-c", "copy", "-t", "2", PathOf("late.mp4"));

        var late = await MeasureAsync(PathOf("late.mp4"));

        late!.Momentary.Take(9).Should().OnlyContain(m => m < -60);
        late.Momentary.Skip(14).Should().OnlyContain(m => m > -25);
    }

    [Fact]
    public void Any_part_has_a_loudness_with_pauses_left_out()
    {
        var loudness = new ClipLoudness(0, 0, [-120, -120, -120, -20, -20, -20, -20, -20, -45, -60, -90, -90, -90, -30, -30]);

        GatedLoudness.Of(loudness.Between(0, 1.5)).Should().BeApproximately(-21.3, 0.05, "the quiet ones do not count, the two at the end do");
        GatedLoudness.Of(loudness.Between(0, 0.8)).Should().BeApproximately(-20, 1e-9);
        GatedLoudness.Of(loudness.Between(0.2, 0.5)).Should().BeNull("no window lies entirely in it");
        GatedLoudness.Of(loudness.Between(0.7, 1.3)).Should().BeNull("it is silent");
    }

    [Theory]
    [InlineData(1, 0, -20, -28, -8.0)]
    [InlineData(1, 0, -20, -75, null)]
    [InlineData(1.3, 0, -20, -28, null)]
    [InlineData(1, 0.7, -20, -28, null)]
    public void A_step_is_told_only_between_two_that_sound(double end, double start, double before, double after, double? step) =>
        (JointLoudness.Of(Even(before, 10), end, Even(after, 10), start)?.Step).Should().Be(step);

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.5, -6.0)]
    public void Sound_that_both_clips_share_tells_the_step_exactly(double gain, double step)
    {
        float[] sound = [.. Enumerable.Range(0, 2000).Select(i => (float)(0.1 * Math.Sin(i * 0.05) * Math.Sin(i * 0.003)))];

        SharedSound.Step(sound, [.. sound.Select(s => (float)(gain * s))]).Should().BeApproximately(step, 0.1);
    }

    [Fact]
    public void Another_sound_or_next_to_none_tells_nothing()
    {
        float[] sound = [.. Enumerable.Range(0, 2000).Select(i => (float)(0.1 * Math.Sin(i * 0.05)))];

        SharedSound.Step(sound, [.. Enumerable.Range(0, 2000).Select(i => (float)(0.1 * Math.Sin(i * 0.07)))]).Should().BeNull();
        SharedSound.Step(sound, [.. sound.Select(s => s / 1000)]).Should().BeNull();
        SharedSound.Step([], sound).Should().BeNull();
    }

    [Fact]
    public async Task Sound_that_goes_on_over_the_joint_is_left_alone_however_it_swells()
    {
        // One sound, of which each clip gets its part: loud in the first, ten decibels lower in the second.
        await RunAsync("-f", "lavfi", "-i", "aevalsrc='0.2*(1-0.7*between(t,1.6,9))*sin(2*PI*220*t)':s=48000:d=4", "-y", PathOf("sound.wav"));
        var clips = new List<JoinClip>();
        for (var k = 0; k < 2; k++)
        {
            var silent = await ClipAsync($"silent{k}.mp4", Recipe(k * 35, 36, 0.1) with { SampleRate = null });
            var from = FormattableString.Invariant($"{k * 35 / 24.0}");
            await RunAsync("-i", silent, "-ss", from, "-t", "1.5", "-i", PathOf("sound.wav"), "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-y", PathOf($"clip{k}.mp4"));
            clips.Add(new JoinClip(PathOf($"clip{k}.mp4"), JointKind.LastFrame));
        }

        var report = await JoinAsync(new StitchOptions(), [.. clips]);

        report.Seams[0].LoudnessStep.Should().BeApproximately(0, 0.5);
        report.GainsDb.Should().Equal(0, 0);
    }

    [Fact]
    public async Task Clips_on_both_sides_of_a_step_meet_in_the_middle()
    {
        var clips = await ChainAsync(Recipe(0, 36, level: 0.1), Recipe(35, 37, level: 0.05));

        var kept = await JoinAsync(new StitchOptions { Loudness = LoudnessMode.Keep }, clips);
        var before = await SoundAsync(kept.Result.Path);
        var matched = await JoinAsync(new StitchOptions(), clips);

        kept.Seams[0].LoudnessStep.Should().BeApproximately(-6, 0.5);
        kept.GainsDb.Should().Equal(0, 0);
        matched.GainsDb[0].Should().BeApproximately(-3, 0.2);
        matched.GainsDb[1].Should().BeApproximately(-matched.GainsDb[0], 0.11);
        matched.Reasons.Should().ContainMatch("clip 2: its sound is made louder by 3.? dB, from -2?.? towards -2?.? LUFS");
        matched.Result.EncodedFrames.Should().Be(kept.Result.EncodedFrames, "the picture has nothing to do with it");
        var after = await SoundAsync(matched.Result.Path);
        Level(after, 48000, 62000).Should().BeApproximately(Level(before, 48000, 62000) - 3, 0.3);
        Level(after, 75000, 95000).Should().BeApproximately(Level(before, 75000, 95000) + 3, 0.3);
    }

    [Fact]
    public async Task A_clip_with_one_channel_is_as_loud_as_one_with_two()
    {
        var clips = await ChainAsync(Recipe(0, 24, level: 0.1), Recipe(23, 25, level: 0.1) with { Channels = 1 });

        var report = await JoinAsync(new StitchOptions(), clips);

        report.Seams[0].LoudnessStep.Should().BeApproximately(0, 0.3);
        report.GainsDb.Should().Equal(0, 0);
        var sound = await SoundAsync(report.Result.Path);
        Level(sound, 60000, 85000).Should().BeApproximately(Level(sound, 15000, 40000), 0.1);
    }

    private async Task<ClipLoudness?> MeasureAsync(string clip) => (await LookAtAsync(clip)).Loudness;

    private static ClipRecipe Recipe(int from, int count, double level, double frequency = 440) => new()
    {
        Film = Film,
        Frames = [.. Enumerable.Range(from, count)],
        Sound = t => level * Math.Sin(2 * Math.PI * frequency * t),
    };

    private static ClipLoudness Even(double momentary, int count) => new(momentary, -10, [-120, -120, -120, .. Enumerable.Repeat(momentary, count - 3)]);

    private static double Level(float[] sound, int from, int to) => 10 * Math.Log10(sound[from..to].Average(s => (double)s * s));
}
