using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>
/// A continuous film is cut into 50 clips with the joint frame repeated, as providers do it, their sound coded at changing rates
/// and channels and left out now and then. Joined again it must be as long as its picture, in time, and without a click.
/// </summary>
[TakesLong(60)]
public sealed class SoundTruthTests : MediaFolder
{
    private const int Segments = 50;
    private const int Frames = 12;
    private const int New = Frames - 1;
    private const int Rate = 48000;

    // One after the other: speech-like, noise, and at the end the tone that tells whether it is still in time.
    private const double NoiseFrom = 8;
    private const double ToneFrom = 14;
    private static readonly TestFilm Film = new() { Width = 96, Height = 54 };

    [Fact]
    public async Task Fifty_clips_sound_like_one()
    {
        var report = await JoinAsync(new StitchOptions(), await CutAsync());

        var frames = report.Result.Video.FrameCount;
        frames.Should().Be((Segments * New) + 1);
        report.Result.SoundMinusPictureMs.Should().BeInRange(-1, 1);
        RequireNoClick(report.SeamFrames, report.Result.SampleSteps);

        var sound = await SoundAsync(report.Result.Path);
        sound.Length.Should().BeInRange(frames * Rate / 24, (frames * Rate / 24) + 1024);
        var (last, gain) = ((frames - 8) * Rate / 24, Math.Pow(10, report.GainsDb[^1] / 20));
        Enumerable.Range(last, 4800).Average(i => Math.Abs(sound[i] - (gain * Truth((double)i / Rate, () => 0)))).Should().BeLessThan(0.02, "nothing has drifted");

        var cut = StitchPlanner.Plan(report.Clips, report.Seams, new StitchOptions { Audio = AudioMode.Cut }, loudness: report.Loudness);
        RequireNoClick(report.SeamFrames, await new SoundTrack(Tools, new MediaLimits(), TimeProvider.System).WriteAsync(cut, [.. cut.Clips.Select((_, k) => new PreparedFolder(PathOf($"{k}.kept")))], PathOf("cut.mp4"), CancellationToken.None));
    }

    [Fact]
    public void A_hard_cut_through_a_tone_is_told_from_the_tone()
    {
        var sound = Enumerable.Range(0, 3 * Rate).Select(i => 0.3f * MathF.Sin((i < Rate * 1.5 ? 0 : 1.7f) + (i * 0.03f))).ToArray();

        var step = Heard(sound, new SoundSlot(0, Rate * 3 / 2, 0, 0, 0, false), new SoundSlot(Rate * 3 / 2, 3 * Rate, 0, 0, 0, false)).Single();

        step.IsClick.Should().BeTrue();
        step.Usual.Should().BeApproximately(0.3 * 0.03 * 0.03, 1e-5);
        step.AtJoint.Should().BeGreaterThan(100 * step.Usual);
    }

    [Fact]
    public void A_beat_that_falls_on_a_joint_is_no_click()
    {
        const int At = Rate * 3 / 2;
        var sound = Enumerable.Range(0, 3 * Rate).Select(i => (0.02f * MathF.Sin(i * 0.03f)) + (i < At ? 0 : 0.5f * MathF.Exp((At - i) / 300f) * MathF.Sin((i - At) * 0.2f))).ToArray();
        var slots = new SoundSlot[] { new(0, At + 1000, 0, 0, 1000, false), new(At, 3 * Rate, 0, 1000, 0, false) };
        var meter = new ClickMeter(Rate, 1, slots);

        // Both clips have it: the first fades out where the second fades in.
        meter.Add(sound.AsSpan(0, At));
        meter.Before(0, sound.AsSpan(At, 1000), sound.AsSpan(At));
        meter.Add(sound.AsSpan(At));

        Heard(sound, slots).Single().IsClick.Should().BeTrue("who has not heard the clips cannot tell");
        meter.End().Single().IsClick.Should().BeFalse();
    }

    [Fact]
    public void The_end_of_a_crossfade_that_clicks_counts_and_not_the_one_that_the_clips_explain()
    {
        // A beat in silence, which both clips have, where the crossfade begins; a click of the join where it ends, within a second of some noise.
        const int At = Rate * 3 / 2, End = At + 3000;
        var random = new Random(3);
        var clips = Enumerable.Range(0, 4 * Rate).Select(i => i == At ? 0.2f : i > At + Rate - 20 ? 0.03f * (float)Gaussian(random) : 0).ToArray();
        var joined = clips.ToArray();
        joined[End] += 0.4f;
        var slots = new SoundSlot[] { new(0, End, 0, 0, End - At, false), new(At, 4 * Rate, 0, End - At, 0, false) };
        var meter = new ClickMeter(Rate, 1, slots);

        meter.Add(joined.AsSpan(0, At));
        meter.Before(0, clips.AsSpan(At, End - At), clips.AsSpan(At));
        meter.Add(joined.AsSpan(At));

        var step = meter.End().Single();
        step.AtJoint.Should().BeApproximately(0.8, 1e-4);
        step.IsClick.Should().BeTrue();
    }

    [Fact]
    public void Noise_is_no_click()
    {
        var random = new Random(3);
        var sound = Enumerable.Range(0, 20 * Rate).Select(_ => (float)Gaussian(random)).ToArray();
        var slots = Enumerable.Range(0, 40).Select(k => new SoundSlot(k * Rate / 2, (k + 1) * Rate / 2, 0, 0, 0, false)).ToArray();

        Heard(sound, slots).Should().HaveCount(39).And.OnlyContain(step => !step.IsClick);
    }

    private static void RequireNoClick(IReadOnlyList<int> joints, IReadOnlyList<SampleStep> steps)
    {
        steps.Should().HaveCount(Segments - 1).And.OnlyContain(step => !step.IsClick);
        joints.Zip(steps).Where(joint => !IsNoise(joint.First / 24.0)).Should().OnlyContain(joint => joint.Second.AtJoint <= joint.Second.Usual, "no joint steps more than the sound itself");
    }

    private static IReadOnlyList<SampleStep> Heard(float[] sound, params SoundSlot[] slots)
    {
        var meter = new ClickMeter(Rate, 1, slots);
        foreach (var slot in slots)
        {
            meter.Add(sound.AsSpan((int)slot.From, (int)(slot.To - slot.LeadOut - slot.From)));
        }

        return meter.End();
    }

    /// <summary>All clips from one FFmpeg: fifty starts would take longer than the test.</summary>
    private async Task<JoinClip[]> CutAsync()
    {
        var random = new Random(1);
        var pcm = Enumerable.Range(0, (int)((Segments + 1) * New / 24.0 * Rate)).Select(i => (float)Truth((double)i / Rate, () => Gaussian(random))).ToArray();
        await File.WriteAllBytesAsync(PathOf("film.f32"), System.Runtime.InteropServices.MemoryMarshal.AsBytes(pcm.AsSpan()).ToArray());
        var arguments = new List<string> { "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", $"{Film.Width}x{Film.Height}", "-framerate", "24", "-i", "pipe:0", "-f", "f32le", "-ar", $"{Rate}", "-ac", "1", "-i", PathOf("film.f32") };
        for (var k = 0; k < Segments; k++)
        {
            var (first, rate) = (k * New, k % 3 == 1 ? 44100 : 48000);
            arguments.AddRange(["-map", "0:v", "-vf", $"trim=start_frame={first}:end_frame={first + Frames},setpts=PTS-STARTPTS", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-threads", "1"]);
            arguments.AddRange(k % 10 == 5 ? ["-an"] :
                ["-map", "1:a", "-af", $"aresample={rate},atrim=start={first / 24.0:0.000000}:end={(first + Frames) / 24.0:0.000000},asetpts=PTS-STARTPTS{(k % 4 == 2 ? "" : ",pan=stereo|c0=c0|c1=c0")}", "-c:a", "aac", "-b:a", "128k"]);
            arguments.AddRange(["-y", PathOf($"{k}.mp4")]);
        }

        await using var encoder = FFmpegProcess.Start(FFmpegCommand.Fed(Tools, "cut a film", arguments), TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None);
        for (var n = 0; n <= Segments * New; n++)
        {
            await encoder.WriteAsync(Film.Frame(n));
        }

        await encoder.CompleteAsync();
        return [.. Enumerable.Range(0, Segments).Select(k => new JoinClip(PathOf($"{k}.mp4"), JointKind.LastFrame))];
    }

    private static bool IsNoise(double seconds) => seconds is > NoiseFrom - 1.5 and < ToneFrom + 1.5;

    private static double Truth(double t, Func<double> noise) => t switch
    {
        < NoiseFrom => 0.12 * Math.Clamp(Math.Sin(2 * Math.PI * 2.3 * t) + 0.4, 0, 1) * Enumerable.Range(1, 12).Sum(h => Math.Sin((2 * Math.PI * 130 * h * t) + (4 * h * Math.Sin(2 * Math.PI * 0.7 * t)) + (h * h)) / h),
        < ToneFrom => 0.1 * noise(),
        _ => (0.3 * Math.Sin(2 * Math.PI * 220 * t)) + (0.1 * Math.Sin(2 * Math.PI * 523 * t)),
    };

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
