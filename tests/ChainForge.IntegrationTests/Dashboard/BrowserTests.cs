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

    [BrowserFact]
    public async Task A_parked_run_is_answered_with_a_click_that_says_what_it_costs()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Submit:SettleWindow", "00:00:01");
        var (_, address) = await studio.ServeAsync();
        var id = await studio.ParkedAsync(address);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Browser, Args = Quiet });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 360, Height = 740 } });
        page.SetDefaultTimeout((float)Deadlines.Long.TotalMilliseconds);
        var asked = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.Add(dialog.Message);
            await dialog.AcceptAsync();
        };
        await page.GotoAsync(new Uri(address, "/hangfire/chains").ToString());
        await page.GetByText("Decide", new() { Exact = true }).ClickAsync();

        // A job that the account does not have: told, and nothing happens.
        await page.GetByLabel("The job's id").FillAsync("nonesuch");
        await page.GetByText("Take this job").ClickAsync();
        await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "does not know job nonesuch" }).WaitForAsync();
        (await page.InputValueAsync("[name=jobId]")).Should().Be("nonesuch", "what was typed stays");
        var width = await page.EvaluateAsync<int>("document.querySelector('#cf-live').scrollWidth - document.querySelector('#cf-live').clientWidth");
        width.Should().Be(0, "nothing stands out on a small window");

        await page.GetByText("Pay again, 8 credits").ClickAsync();

        await page.Locator("video").WaitForAsync();
        asked.Should().Equal("Pay 8 credits again for this clip?");
        (await page.Locator("button[data-post]").CountAsync()).Should().Be(0, "a completed run asks nothing");
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
        (await Surface.UntilAsync(address, id, "completed")).Text("chain").Should().Be("harbour");

        // The other two answers, on two more runs.
        var (adopts, abandons) = (await studio.ParkedAsync(address, "sea"), await studio.ParkedAsync(address, "storm"));
        var found = studio.Simulator.State.CreateByHand("found by a person", seconds: 5);
        await page.GotoAsync(new Uri(address, $"/hangfire/chains/run/{adopts}").ToString());
        await page.GetByLabel("The job's id").FillAsync(found.JobId);
        await page.GetByText("Take this job").ClickAsync();
        await Surface.UntilAsync(address, adopts, "completed");
        await page.GotoAsync(new Uri(address, $"/hangfire/chains/run/{abandons}").ToString());
        await page.GetByText("Give the clip up", new() { Exact = true }).ClickAsync();
        await Surface.UntilAsync(address, abandons, "cancelled");
        asked[^1].Should().Be("Give this clip up and end the run?");
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(5, "nothing was paid again");
    }
}
