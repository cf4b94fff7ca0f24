using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Music below a video: a high tone as music, low tones as the clips' own sound.</summary>
public sealed class MusicTests : MediaFolder
{
    private const double Music = 4000;
    private const double Own = 500;
    private static readonly TestFilm Film = new();

    [Fact]
    public async Task Music_is_the_sound_of_silent_clips_looped_to_the_pictures_length_and_faded_out()
    {
        var music = await MusicAsync("song.mp3", seconds: 1, level: 0.5);

        var report = await JoinAsync(new StitchOptions { Music = new MusicBed(music) }, await ClipAsync(72, sampleRate: null), await ClipAsync(72, sampleRate: null, from: 71));

        report.Result.SoundMinusPictureMs.Should().Be(0);
        report.Result.Video.Audio.Should().BeEquivalentTo(new { SampleRate = 48000, Channels = 2 });
        report.Result.Way.Should().Contain("bit for bit", "music is no reason to encode a picture");
        var sound = await SoundAsync(report.Result.Path);
        var end = report.Result.Video.FrameCount * 2000;
        var loudness = (await LookAtAsync(report.Result.Path)).Loudness;
        loudness!.Momentary.Skip(8).Take(30).Should().OnlyContain(m => Math.Abs(m + 20) < 2, "it plays at -20 LUFS, and is over several times by then");
        Level(sound, Music, 0, 2000).Should().BeLessThan(-35, "it is faded in");
        Level(sound, Music, end - 2000, end).Should().BeLessThan(-40, "it is faded out");
    }

    [Fact]
    public async Task Music_gives_way_to_loud_passages_and_nothing_clips()
    {
        var music = await MusicAsync("song.flac", seconds: 5, level: 0.9);
        var clip = new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(0, 96)], Sound = t => (t % 2 < 1 ? 0.9 : 0.002) * Math.Sin(2 * Math.PI * Own * t) };

        var report = await JoinAsync(new StitchOptions { Music = new MusicBed(music, 6) }, new JoinClip(await ClipAsync("clip.mp4", clip), JointKind.Cut));

        report.Result.SoundMinusPictureMs.Should().Be(0);
        var sound = await SoundAsync(report.Result.Path);
        var (loud, quiet) = (Level(sound, Music, 110000, 140000), Level(sound, Music, 80000, 94000));
        quiet.Should().BeGreaterThan(loud + 3, "it gives way");
        Level(sound, Own, 110000, 140000).Should().BeGreaterThan(loud + 10);
        sound.Max(Math.Abs).Should().BeLessThan(1);
    }

    [Fact]
    public async Task Muted_clips_leave_the_music_alone()
    {
        var music = await MusicAsync("song.wav", seconds: 30, level: 0.5);

        var report = await JoinAsync(new StitchOptions { Audio = AudioMode.Mute, Music = new MusicBed(music) }, await ClipAsync(48, 44100));

        var sound = await SoundAsync(report.Result.Path);
        Level(sound, Own, 30000, 60000).Should().BeLessThan(-70);
        Level(sound, Music, 30000, 60000).Should().BeInRange(-26, -16);
        report.Result.SoundMinusPictureMs.Should().Be(0);
    }

    [Theory]
    [InlineData("missing.mp3", null, "missing.mp3: the music is not there (*Put the file back*")]
    [InlineData("notes.txt", "no music at all", "notes.txt: there is no sound in it*Name another file*")]
    public async Task Music_that_cannot_be_played_stops_the_stitch_before_it_began(string name, string? text, string message)
    {
        if (text is not null)
        {
            await File.WriteAllTextAsync(PathOf(name), text);
        }

        // Were anything done with the clip first, it would be what is missing.
        var join = () => JoinAsync(new StitchOptions { Music = new MusicBed(PathOf(name)) }, new JoinClip(PathOf("no-clip.mp4"), JointKind.Cut));

        (await join.Should().ThrowAsync<MediaException>()).WithMessage(message);
        Files().Should().BeSubsetOf([name]);
    }

    [Fact]
    public async Task A_film_without_sound_is_no_music()
    {
        var silent = (await ClipAsync(12, sampleRate: null)).Path;

        var join = () => JoinAsync(new StitchOptions { Music = new MusicBed(silent) }, new JoinClip(silent, JointKind.Cut));

        await join.Should().ThrowAsync<MediaException>().WithMessage("*there is no sound in it*");
    }

    private async Task<string> MusicAsync(string name, double seconds, double level)
    {
        await RunAsync("-f", "lavfi", "-i", $"aevalsrc={level}*sin(2*PI*{Music}*t):s=44100:d={seconds}", PathOf(name));
        return PathOf(name);
    }

    private async Task<JoinClip> ClipAsync(int frames, int? sampleRate, int from = 0) => new(
        await ClipAsync($"{from}.mp4", new ClipRecipe { Film = Film, Frames = [.. Enumerable.Range(from, frames)], SampleRate = sampleRate, Sound = t => 0.2 * Math.Sin(2 * Math.PI * Own * t) }),
        JointKind.LastFrame);

    /// <summary>How much of a frequency is in a part, in dB of a full-scale tone.</summary>
    private static double Level(float[] sound, double frequency, int from, int to)
    {
        var sum = System.Numerics.Complex.Zero;
        for (var i = from; i < to; i++)
        {
            sum += sound[i] * System.Numerics.Complex.Exp(new System.Numerics.Complex(0, 2 * Math.PI * frequency * i / 48000));
        }

        return 20 * Math.Log10((2 * sum.Magnitude / (to - from)) + 1e-9);
    }
}
