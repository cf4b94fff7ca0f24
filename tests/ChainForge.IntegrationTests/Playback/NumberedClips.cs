using System.Diagnostics;
using ChainForge.Media;

namespace ChainForge.IntegrationTests.Playback;

/// <summary>A film whose frames carry their number as eight blocks in the upper left corner, cut into clips that begin with the last frame of the one before.</summary>
internal static class NumberedClips
{
    public const int Width = 320;
    public const int Height = 180;

    // Gray code: from one frame to the next a single block changes.
    private const string Blocks = "60+130*mod(floor(N/pow(2,floor(X/16)))+floor(N/pow(2,floor(X/16)+1)),2)";

    /// <param name="folder">Where the clips go.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="frames">Frames of each clip.</param>
    /// <param name="encoders">How each clip is encoded.</param>
    public static async Task<IReadOnlyList<JoinClip>> WriteAsync(string folder, string rate, int frames, IReadOnlyList<string> encoders)
    {
        var clips = new List<JoinClip>();
        foreach (var encoder in encoders)
        {
            var (path, from) = (Path.Combine(folder, $"{clips.Count}.mp4"), clips.Count * (frames - 1));
            using var process = Process.Start(new ProcessStartInfo("ffmpeg",
            [
                "-v", "error", "-nostdin",
                "-f", "lavfi", "-i", $"testsrc2=s={Width}x{Height}:r={rate}", "-f", "lavfi", "-i", $"color=gray:s=128x16:r={rate}", "-f", "lavfi", "-i", "sine=f=330:r=48000",
                "-filter_complex", $"[1]format=yuv420p,geq=lum='{Blocks}':cb=128:cr=128[code];[0][code]overlay,trim=start_frame={from}:end_frame={from + frames},setpts=PTS-STARTPTS,format=yuv420p[v]",
                "-map", "[v]", "-map", "2:a", "-frames:v", $"{frames}", "-shortest", "-c:v", "libx264", .. encoder.Split(' '), "-c:a", "aac", path,
            ]))!;
            await process.WaitForExitAsync();
            process.ExitCode.Should().Be(0);
            clips.Add(new JoinClip(path, JointKind.LastFrame));
        }

        return clips;
    }
}
