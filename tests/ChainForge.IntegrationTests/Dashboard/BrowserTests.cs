using ChainForge.IntegrationTests.Program;
using Microsoft.Playwright;

namespace ChainForge.IntegrationTests.Dashboard;

/// <summary>The Chains page in a real browser.</summary>
public sealed class BrowserTests
{
    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    [BrowserFact]
    public async Task A_run_completes_before_ones_eyes_and_its_video_plays()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Browser, Args = Quiet });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout((float)Deadlines.Long.TotalMilliseconds);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);

        // The page is opened before there is anything to see; from here on nobody reloads it.
        await page.GotoAsync(new Uri(address, "/hangfire/chains").ToString());
        await page.GetByText("No runs yet").WaitForAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));

        await page.Locator("video").WaitForAsync();
        (await page.InnerTextAsync("#cf-live")).Should().Contain("completed").And.Contain("harbour");
        var played = await page.EvaluateAsync<double[]>(
            """
            async () => {
                const video = document.querySelector('video');
                video.muted = true;
                await video.play();
                await new Promise(done => video.addEventListener('ended', done, { once: true }));
                return [video.videoWidth, video.videoHeight, video.currentTime, video.getVideoPlaybackQuality().totalVideoFrames];
            }
            """);
        played[0].Should().Be(320);
        played[1].Should().Be(180);
        played[2].Should().BeApproximately(23 / 24.0, 0.05);
        complaints.Should().BeEmpty();
    }
}
