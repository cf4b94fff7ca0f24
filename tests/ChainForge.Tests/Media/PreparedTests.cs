using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>What is made of clips when they arrive is used by the stitch, and only as long as it fits them.</summary>
[TakesLong(55)]
public sealed class PreparedTests : MediaFolder
{
    private static readonly TestFilm Film = new();

    [Fact]
    public async Task A_prepared_stitch_makes_nothing_anew_and_gives_the_same_frames()
    {
        var clips = await PreparedAsync(await CutAsync(40, 37, 43));
        var before = Stamps();

        var prepared = await JoinAsync(new StitchOptions(), clips);

        Stamps().Should().Equal(before);
        var frames = await FramesAsync(prepared.Result.Path, Film.Width, Film.Height);
        frames.Select(frame => Film.Read(frame)).Should().Equal(Enumerable.Range(0, 40 + 36 + 42));
        var cold = await JoinAsync(new StitchOptions(), [.. clips.Select(clip => clip with { Prepared = null })]);
        prepared.Result.EncodedFrames.Should().Be(cold.Result.EncodedFrames);
        prepared.Result.Way.Should().Contain("bit for bit");
        (await FramesAsync(cold.Result.Path, Film.Width, Film.Height)).Should().Equal(frames, (one, other) => one.AsSpan().SequenceEqual(other));
    }

    [Fact]
    public async Task The_sound_that_is_kept_is_the_sound_of_the_clips()
    {
        var clips = await new CutFilm(Film, [new(40), new(37, Channels: 1), new(43, SampleRate: 44100)]).WriteAsync(this);
        var prepared = await PreparedAsync(clips);
        var files = KeptSounds();
        files.Should().HaveCount(3);

        var sound = await SoundOfAsync(prepared);
        await File.WriteAllBytesAsync(files[1], new byte[new FileInfo(files[1]).Length]);
        var silenced = await SoundOfAsync(prepared);
        files.ForEach(File.Delete);
        var decoded = await SoundOfAsync(prepared);

        decoded.Should().Equal(sound);
        Enumerable.Range(90_000, 40_000).Max(i => Math.Abs(sound[i])).Should().BeGreaterThan(0.1f);
        Enumerable.Range(90_000, 40_000).Max(i => Math.Abs(silenced[i])).Should().BeLessThan(0.001f, "what is kept is what is read");
    }

    [Fact]
    public async Task Of_a_damaged_clip_no_sound_is_kept()
    {
        var clips = await CutAsync(40);
        await DamageAsync(clips[0].Path);

        await FluentActions.Awaiting(() => PreparedAsync(clips)).Should().ThrowAsync<MediaException>();

        Directory.GetFiles(PathOf("prepared"), "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Whatever_the_folder_is_called()
    {
        var clip = (await CutAsync(40))[0].Path;

        var prepared = await LookAtAsync(clip, @"it's; [a] 50%, 'b' \'c: d=e");

        prepared.Loudness!.Momentary.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Sound_that_cannot_be_decoded_costs_nothing_else()
    {
        var clip = await ProbeAsync((await CutAsync(40))[0].Path);
        await RunAsync("-i", clip.Path, "-c", "copy", "-an", PathOf("picture.mp4"));
        var lies = (await ProbeAsync(PathOf("picture.mp4"))) with { Audio = clip.Audio };

        var prepared = await new ClipPreparer(Tools, new MediaLimits(), TimeProvider.System).PrepareAsync(lies, new PreparedFolder(PathOf("prepared")), new PrepareOrder(EveryFrame: false, TailId: 1), CancellationToken.None);

        prepared.Loudness.Should().BeNull();
        prepared.Looks.Should().HaveCountGreaterThan(2 * ClipSketch.Kept);
        Directory.GetFiles(PathOf("prepared")).Select(Path.GetFileName).Should().HaveCount(3).And.ContainMatch("tail-*.mp4", "its end was not at fault");
    }

    [Fact]
    public async Task An_excerpt_tells_the_same_of_a_joint_as_the_whole_clip()
    {
        var clips = await CutAsync(90, 80);

        var whole = await JoinAsync(new StitchOptions(), await PreparedAsync(clips));
        var excerpt = await JoinAsync(new StitchOptions(), clips);

        excerpt.Seams.Should().Equal(whole.Seams);
    }

    [Fact]
    public async Task A_clip_that_was_replaced_is_looked_at_again()
    {
        var clips = await PreparedAsync(await CutAsync(40, 37, 43));
        await ClipAsync("1.mp4", new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(38, 38)] });

        var report = await JoinAsync(new StitchOptions(), clips);

        report.Seams.Select(seam => seam.DropTail).Should().Equal(2, 1);
        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 38 + 37 + 43));
    }

    [Theory]
    [InlineData("clip.json")]
    [InlineData("sketch.bin")]
    [InlineData("joint.json")]
    [InlineData("tail-*.mp4")]
    [InlineData("sound-*.f32")]
    public async Task Damaged_remains_are_made_again(string name)
    {
        var clips = await PreparedAsync(await CutAsync(40, 37));
        var sound = await SoundOfAsync(clips);
        foreach (var file in Directory.GetFiles(PathOf("prepared"), name, SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(file, "{ power was lost");
        }

        var report = await JoinAsync(new StitchOptions(), clips);

        report.Result.Way.Should().Contain("bit for bit");
        (await NumbersAsync(report.Result.Path, Film)).Should().Equal(Enumerable.Range(0, 40 + 36));
        (await SoundAsync(report.Result.Path)).Should().Equal(sound);
    }

    [Fact]
    public async Task A_clip_that_ends_too_early_is_damaged_whether_whole_or_in_excerpts()
    {
        var clips = await CutAsync(40, 37);
        await DamageAsync(clips[1].Path);

        var prepare = () => PreparedAsync(clips);

        (await prepare.Should().ThrowAsync<MediaException>()).WithMessage("*1.mp4*");
    }

    private List<string> KeptSounds() => [.. Directory.GetFiles(PathOf("prepared"), "sound-*.f32", SearchOption.AllDirectories).Order()];

    private async Task<float[]> SoundOfAsync(JoinClip[] clips) => await SoundAsync((await JoinAsync(new StitchOptions(), clips)).Result.Path);

    private Dictionary<string, DateTime> Stamps() =>
        Directory.GetFiles(PathOf("prepared"), "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);

    /// <summary>As a run does it: each clip when it arrives, and its joint to the one before.</summary>
    private async Task<JoinClip[]> PreparedAsync(JoinClip[] clips)
    {
        var (preparer, joints) = (new ClipPreparer(Tools, new MediaLimits(), TimeProvider.System), new JointPreparer(Tools, new MediaLimits(), TimeProvider.System));
        PreparedClip? before = null;
        var made = new List<JoinClip>();
        foreach (var clip in clips)
        {
            var folder = PathOf(Path.Combine("prepared", Path.GetFileNameWithoutExtension(clip.Path)));
            var order = PrepareOrder.For(made.Count, clips.Length, clip.JointToPrevious) with { LastFrame = PathOf("last.png"), IsThorough = true };
            var prepared = await preparer.FindOrPrepareAsync(clip.Path, new PreparedFolder(folder), order, CancellationToken.None);
            if (before is not null)
            {
                await joints.PrepareAsync(before, prepared, clip.JointToPrevious, PrepareOrder.TailIdOf(made.Count - 1), CancellationToken.None);
            }

            made.Add(clip with { Prepared = folder });
            before = prepared;
        }

        return [.. made];
    }

    private Task<JoinClip[]> CutAsync(params int[] lengths) => new CutFilm(Film, [.. lengths.Select(length => new CutClip(length))]).WriteAsync(this);
}
