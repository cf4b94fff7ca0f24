using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Clips that are alike share one decoder, and nobody can tell by what is found.</summary>
public sealed class BatchTests : MediaFolder
{
    private static readonly TestFilm Film = new();

    [Theory]
    [InlineData(ClipRecipe.Usual)]
    [InlineData($"{ClipRecipe.Usual} -bsf:v filter_units=remove_types=6")]
    [InlineData("-c:v libx264 -preset fast -crf 18 -bf 0 -g 250 -pix_fmt yuv420p")]
    public async Task Alike_clips_share_a_decoder_and_each_is_known_as_if_it_were_alone(string video)
    {
        var clips = await CutAsync(new(40, video), new(90, video, SampleRate: null), new(33, video, SampleRate: 44100));

        var together = await PrepareAsync("together", clips);

        Starts().Should().Be(1);
        for (var k = 0; k < clips.Length; k++)
        {
            var alone = (await PrepareAsync($"alone-{k}", clips[k]))[0];
            together[k].Looks.Should().Equal(alone.Looks);
            together[k].Loudness.Should().BeEquivalentTo(alone.Loudness);
            (together[k].Info with { Audio = null }).Should().Be(alone.Info with { Audio = null });
            foreach (var kept in Directory.GetFiles(PathOf($"alone-{k}/0")).Where(file => Path.GetFileName(file) is "sketch.bin" or ['s', 'o', 'u', 'n', 'd', ..]))
            {
                (await File.ReadAllBytesAsync(PathOf($"together/{k}/{Path.GetFileName(kept)}"))).Should().Equal(await File.ReadAllBytesAsync(kept), $"of {Path.GetFileName(kept)}");
            }

            Names($"together/{k}").Should().Equal(Names($"alone-{k}/0"));
            foreach (var tail in Directory.GetFiles(PathOf($"together/{k}"), "tail-*.mp4"))
            {
                (await NumbersAsync(tail, Film)).Should().Equal(await NumbersAsync(PathOf($"alone-{k}/0/{Path.GetFileName(tail)}"), Film));
            }
        }
    }

    [Fact]
    public async Task Clips_of_another_kind_have_a_decoder_of_their_own()
    {
        var clips = await CutAsync(new(30), new(30, "-c:v libx264 -preset fast -crf 23 -pix_fmt yuv420p"), new(30));

        var prepared = await PrepareAsync("prepared", clips);

        Starts().Should().Be(2);
        prepared.Select(clip => clip.Info.Path).Should().Equal(clips);
    }

    [Fact]
    public async Task What_is_known_already_is_not_decoded_again()
    {
        var clips = await CutAsync(new(30), new(30), new(30));
        await PrepareAsync("prepared", clips[..2]);
        File.Delete(PathOf("starts"));

        var prepared = await PrepareAsync("prepared", clips);

        Starts().Should().Be(1);
        prepared.Select(clip => clip.Info.Path).Should().Equal(clips);
    }

    [Fact]
    public async Task A_damaged_clip_is_named_and_costs_the_others_nothing()
    {
        var clips = await CutAsync(new(40), new(40), new(40));
        await DamageAsync(clips[1]);

        var prepare = () => PrepareAsync("prepared", clips);

        (await prepare.Should().ThrowAsync<MediaException>()).WithMessage($"*{Path.GetFileName(clips[1])}*");
        Names("prepared/0").Should().Contain(["clip.json", "sketch.bin"]);
        Directory.GetFiles(PathOf("prepared"), "*.partial", SearchOption.AllDirectories).Should().BeEmpty();
    }

    // Its index is whole, and the first look at what lies behind it is for the encoder's settings.
    [Fact]
    public async Task A_clip_whose_first_frame_is_damaged_is_named()
    {
        var clips = await CutAsync(new(30), new(30));
        var bytes = await File.ReadAllBytesAsync(clips[1]);
        bytes.AsSpan(bytes.AsSpan().IndexOf("mdat"u8) + 4, 256).Fill(0xEE);
        await File.WriteAllBytesAsync(clips[1], bytes);

        var prepare = () => PrepareAsync("prepared", clips);

        (await prepare.Should().ThrowAsync<MediaException>()).WithMessage($"*{Path.GetFileName(clips[1])}*");
    }

    private List<string> Names(string folder) => [.. Directory.GetFiles(PathOf(folder)).Select(file => Path.GetFileName(file)).Order()];

    private int Starts() => File.ReadAllLines(PathOf("starts")).Length;

    private async Task<IReadOnlyList<PreparedClip>> PrepareAsync(string folder, params string[] clips)
    {
        var counting = PathOf("ffmpeg");
        if (!OperatingSystem.IsWindows() && !File.Exists(counting))
        {
            await File.WriteAllTextAsync(counting, $"#!/bin/sh\necho >> '{PathOf("starts")}'\nexec '{Tools.FFmpeg}' \"$@\"\n");
            File.SetUnixFileMode(counting, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var preparer = new ClipPreparer(Tools with { FFmpeg = counting }, new MediaLimits(), TimeProvider.System);
        return await preparer.FindOrPrepareAsync([.. clips.Select((clip, k) => (clip, new PreparedFolder(PathOf($"{folder}/{k}")), new PrepareOrder(EveryFrame: false, TailId: 1 + k)))], CancellationToken.None);
    }

    private async Task<string[]> CutAsync(params CutClip[] clips) => [.. (await new CutFilm(Film, clips).WriteAsync(this)).Select(clip => clip.Path)];
}
