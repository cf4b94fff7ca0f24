using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>A folder of its own for each test, with what tests ask of the files in it.</summary>
public class MediaFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chainforge-media-");

    internal FFmpegTools Tools { get; } = new FFmpegLocator().Find();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal string[] Files() => [.. _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(f => f.Name).Order()];

    internal async Task<string> ClipAsync(string name, ClipRecipe recipe) => (await ClipsAsync((name, recipe)))[0];

    internal async Task<string[]> ClipsAsync(params (string Name, ClipRecipe Recipe)[] clips)
    {
        await ClipRecipe.WriteAsync(Tools, [.. clips.Select(clip => (PathOf(clip.Name), clip.Recipe))]);
        return [.. clips.Select(clip => PathOf(clip.Name))];
    }

    /// <summary>Clips of a chain, named by their places.</summary>
    internal async Task<JoinClip[]> ChainAsync(params ClipRecipe[] clips) =>
        [.. (await ClipsAsync([.. clips.Select((clip, k) => ($"{k}.mp4", clip))])).Select(path => new JoinClip(path, JointKind.LastFrame))];

    internal Task<ClipInfo> ProbeAsync(string path) => new ClipProber(Tools).ProbeAsync(path, CancellationToken.None);

    /// <summary>Looks at a clip as the first of a chain.</summary>
    /// <param name="path">The clip.</param>
    /// <param name="folder">Where what is found is kept, below the test's folder.</param>
    internal async Task<PreparedClip> LookAtAsync(string path, string folder = "prepared") =>
        await new ClipPreparer(Tools, new MediaLimits(), TimeProvider.System).PrepareAsync(
            await ProbeAsync(path), new PreparedFolder(PathOf(folder)), new PrepareOrder(EveryFrame: false, TailId: 1) { LastFrame = PathOf("last.png"), IsThorough = true }, CancellationToken.None);

    internal Task RunAsync(params string[] arguments) =>
        FFmpegProcess.RunAsync(FFmpegCommand.FFmpeg(Tools, "prepare a test", arguments), TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None);

    /// <summary>Damages a clip near its end; its index stays whole.</summary>
    internal static async Task DamageAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        var data = bytes.AsSpan().IndexOf("mdat"u8);
        bytes.AsSpan(data + (3 * (bytes.Length - data) / 4), (bytes.Length - data) / 8).Clear();
        await File.WriteAllBytesAsync(path, bytes);
    }

    internal async Task<JoinReport> JoinAsync(StitchOptions options, params JoinClip[] clips) =>
        await new ClipJoiner(Tools).JoinAsync(clips, options, PathOf("out.mp4"), null, CancellationToken.None);

    /// <summary>Every frame of a video as the numbers in its barcode.</summary>
    internal async Task<int[]> NumbersAsync(string path, TestFilm film) =>
        [.. (await FramesAsync(path, film.Width, film.Height)).Select(f => film.Read(f))];

    /// <summary>Every frame of a video, decoded as yuv420p.</summary>
    internal async Task<byte[][]> FramesAsync(string path, int width, int height) => (await FramesAsync([path], width, height))[0];

    /// <summary>Every frame of each of several videos, decoded as yuv420p, all by one FFmpeg.</summary>
    internal async Task<byte[][][]> FramesAsync(IReadOnlyList<string> paths, int width, int height)
    {
        var raw = paths.Select((_, k) => PathOf($"{k}.decoded.yuv")).ToArray();
        await RunAsync([.. paths.SelectMany(path => new[] { "-i", path }), .. raw.SelectMany((file, k) => new[] { "-map", $"{k}:v", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-y", file })]);
        var size = (width * height) + (2 * ((width + 1) / 2) * ((height + 1) / 2));
        return [.. raw.Select(file =>
        {
            var bytes = File.ReadAllBytes(file);
            File.Delete(file);
            return Enumerable.Range(0, bytes.Length / size).Select(i => bytes[(i * size)..((i + 1) * size)]).ToArray();
        })];
    }

    /// <summary>The frames of a stitched video beside those that a flawless one shows: each clip's own, without the last of all but the last clip.</summary>
    /// <returns>Both, and the places where they are not the same bit for bit.</returns>
    internal async Task<(byte[][] Made, byte[][] Own, int[] Changed)> CompareAsync(string video, JoinClip[] clips, TestFilm film)
    {
        var decoded = await FramesAsync([video, .. clips.Select(clip => clip.Path)], film.Width, film.Height);
        var made = decoded[0];
        byte[][] own = [.. decoded[1..^1].SelectMany(clip => clip.SkipLast(1)), .. decoded[^1]];
        return (made, own, [.. Enumerable.Range(0, made.Length).Where(i => i >= own.Length || !made[i].AsSpan().SequenceEqual(own[i]))]);
    }

    /// <summary>The first channel of a video's sound.</summary>
    internal async Task<float[]> SoundAsync(string path)
    {
        using var bytes = new MemoryStream();
        await using var decoder = Decoder("-i", path, "-vn", "-af", "pan=mono|c0=c0", "-f", "f32le", "-");
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await decoder.ReadAsync(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
        }

        await decoder.CompleteAsync();
        var sound = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes.ToArray(), 0, sound, 0, sound.Length * sizeof(float));
        return sound;
    }

    private FFmpegProcess Decoder(params string[] arguments) =>
        FFmpegProcess.Start(FFmpegCommand.FFmpeg(Tools, "look at a result", arguments), TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None);
}
