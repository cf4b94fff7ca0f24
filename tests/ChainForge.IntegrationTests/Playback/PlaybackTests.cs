using System.Text.Json;
using ChainForge.IntegrationTests.Dashboard;
using ChainForge.IntegrationTests.Program;
using ChainForge.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace ChainForge.IntegrationTests.Playback;

/// <summary>A stitched video in a real browser: every frame is presented, once, and a seek shows the frame that it asked for.</summary>
public sealed class PlaybackTests
{
    private const int FramesAClip = 22;
    private const string Usual = "-preset medium -crf 20";

    private const string Page =
        """
        <!doctype html><video src="/video.mp4" muted></video>
        <script>
        const video = document.querySelector('video');
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        canvas.canvas.width = 320;
        canvas.canvas.height = 180;

        // The number in the blocks, out of Gray code.
        function number() {
            canvas.drawImage(video, 0, 0);
            let gray = 0;
            for (let bit = 0; bit < 8; bit++) {
                gray |= canvas.getImageData(16 * bit + 8, 8, 1, 1).data[1] > 125 ? 1 << bit : 0;
            }
            let n = gray;
            while (gray >>= 1) n ^= gray;
            return n;
        }

        async function seek(seconds) {
            const seeked = new Promise(done => video.addEventListener('seeked', done, { once: true }));
            // The event may come before the frame is on screen; the same frame once more is not presented again.
            const presented = new Promise(done => { video.requestVideoFrameCallback(done); setTimeout(done, 250); });
            video.currentTime = seconds;
            await seeked;
            await presented;
            return number();
        }

        async function play(rate) {
            // The first frame is on screen before anything plays; a browser may or may not present it once more.
            const seen = [await seek(0)];
            video.playbackRate = rate;
            const before = video.getVideoPlaybackQuality();
            const see = () => {
                const n = number();
                if (seen.length > 1 || n !== seen[0]) seen.push(n);
                video.requestVideoFrameCallback(see);
            };
            video.requestVideoFrameCallback(see);
            const ended = new Promise(done => video.addEventListener('ended', done, { once: true }));
            await video.play();
            await ended;
            const after = video.getVideoPlaybackQuality();
            return { seen, dropped: after.droppedVideoFrames - before.droppedVideoFrames, seconds: video.currentTime };
        }
        </script>
        """;

    [BrowserTheory]
    [InlineData("24", Usual, Usual)]
    [InlineData("30000/1001", Usual, "-preset veryfast -crf 22 -profile:v baseline")]
    [InlineData("25", "-preset fast -bf 4 -g 12", "-preset medium -crf 20 -bf 2 -x264-params cabac=0:slices=3")]
    public async Task Every_frame_is_presented_and_every_seek_finds_its_frame(string rate, string first, string second)
    {
        using var folder = new PlaybackFolder();
        var clips = await NumberedClips.WriteAsync(folder.Path, rate, FramesAClip, [first, second, first, second]);
        var report = await new ClipJoiner(new FFmpegLocator().Find()).JoinAsync(clips, new StitchOptions(), folder.Video, progress: null, CancellationToken.None);
        report.Result.Way.Should().Contain("bit for bit");
        var frames = Enumerable.Range(0, (4 * FramesAClip) - 3).ToList();
        await using var server = await ServeAsync(folder.Video);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Browser, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout((float)Deadlines.Long.TotalMilliseconds);
        await page.GotoAsync(server.Urls.First());

        var perSecond = report.Result.Video.FrameRate.PerSecond;
        var sought = await page.EvaluateAsync<int[]>("async times => { const seen = []; for (const time of times) seen.push(await seek(time)); return seen; }", frames.Select(frame => (frame + 0.5) / perSecond).ToArray());
        var (seen, seconds) = await PlayAsync(page);

        sought.Should().Equal(frames);
        seen.Should().Equal(frames);
        seconds.Should().BeApproximately(frames.Count / perSecond, 0.002);
    }

    /// <summary>Plays it; where the browser itself says that it could not keep up with that, slower.</summary>
    private static async Task<(int[] Seen, double Seconds)> PlayAsync(IPage page)
    {
        for (var rate = 1.0; ; rate /= 2)
        {
            var played = await page.EvaluateAsync<JsonElement>("play", rate);
            var seen = played.GetProperty("seen").EnumerateArray().Select(number => number.GetInt32()).ToArray();
            if ((played.GetProperty("dropped").GetInt32() == 0 && seen.Length >= (4 * FramesAClip) - 3) || rate < 0.1)
            {
                return (seen, played.GetProperty("seconds").GetDouble());
            }
        }
    }

    private static async Task<WebApplication> ServeAsync(string video)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => Results.Content(Page, "text/html"));
        app.MapGet("/video.mp4", () => Results.File(video, "video/mp4", enableRangeProcessing: true));
        await app.StartAsync();
        return app;
    }

    private sealed class PlaybackFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("chainforge-playback-").FullName;

        public string Video => System.IO.Path.Combine(Path, "video.mp4");

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
