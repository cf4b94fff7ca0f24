using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Dashboard;

/// <summary>The pages as any client sees them.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task The_chains_page_tells_runs_refused_files_and_nothing_unescaped()
    {
        await using var studio = await Studio.OpenAsync();
        var (service, address) = await studio.ServeAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2).Replace("scene 1", "<script>alert(1)</script>", StringComparison.Ordinal));
        studio.Drop("bad.yaml", "name: bad\nmodle: <b>x</b>\nsegments:\n  - prompt: A lighthouse at dawn\n");
        await service.SeesAsync("is refused, nothing is spent");
        var run = (await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("state").GetString() == "completed"))[0];
        using var client = new HttpClient { BaseAddress = address };

        var chains = await client.GetStringAsync(new Uri("/hangfire/chains", UriKind.Relative));
        var one = await client.GetStringAsync(new Uri($"/hangfire/chains/run/{run.GetProperty("id").GetString()}", UriKind.Relative));

        WebUtility.HtmlDecode(chains).Should().Contain("harbour").And.Contain("completed").And.Contain("16</b> of 500 credits", "spent of allowed")
            .And.Contain("bad.yaml:2:1: `modle` is no key of a chain");
        WebUtility.HtmlDecode(one).Should().Contain("<script>alert(1)</script>", "the prompt is told");
        (chains + one).Should().NotContain("<script>alert(1)", "but never as markup").And.NotContain("<b>x</b>").And.NotContain(Studio.Key);
    }

    [Fact]
    public async Task The_video_can_be_played_from_anywhere_in_it_and_downloaded()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        var run = (await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("state").GetString() == "completed"))[0];
        using var client = new HttpClient { BaseAddress = address };
        var video = new Uri($"/runs/{run.GetProperty("id").GetString()}/video", UriKind.Relative);

        using var request = new HttpRequestMessage(HttpMethod.Get, video) { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using var part = await client.SendAsync(request);
        using var download = await client.GetAsync(new Uri($"{video}?download=true", UriKind.Relative));

        part.StatusCode.Should().Be(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentLength.Should().Be(100);
        part.Content.Headers.ContentType!.MediaType.Should().Be("video/mp4");
        download.Content.Headers.ContentDisposition!.FileName.Should().Be("harbour.mp4");
        (await download.Content.ReadAsByteArrayAsync()).Should().Equal(await File.ReadAllBytesAsync(studio.Video("harbour")));
    }

    [Fact]
    public async Task Nothing_of_a_request_becomes_a_path()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        using var client = new HttpClient { BaseAddress = address };

        foreach (var path in new[] { "/runs/nobody/video", "/runs/..%2f..%2fdata/video", "/api/runs/nobody", "/runs/%00/film-strip", "/hangfire/chains/run/nobody" })
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            ((int)response.StatusCode).Should().BeOneOf([400, 404], path);
        }
    }

    [Fact]
    public async Task Only_this_machine_may_look_and_not_through_a_proxy()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        using var client = new HttpClient { BaseAddress = address };

        (await StatusAsync(client, "/hangfire/chains")).Should().Be(HttpStatusCode.OK);
        foreach (var header in new[] { "X-Forwarded-For", "Forwarded", "X-Real-IP" })
        {
            (await StatusAsync(client, "/hangfire/chains", (header, "203.0.113.7"))).Should().Be(HttpStatusCode.Unauthorized, header);
            (await StatusAsync(client, "/api/runs", (header, "203.0.113.7"))).Should().Be(HttpStatusCode.Unauthorized, header);
        }

        (await StatusAsync(client, "/health", ("X-Forwarded-For", "203.0.113.7"))).Should().Be(HttpStatusCode.OK, "it tells nothing");
    }

    [Fact]
    public async Task With_a_password_nobody_looks_without_it()
    {
        await using var studio = (await Studio.OpenAsync()).With("ChainForge:Dashboard:User", "me").With("ChainForge:Dashboard:Password", "correct horse");
        var (_, address) = await studio.ServeAsync();
        using var client = new HttpClient { BaseAddress = address };

        (await StatusAsync(client, "/hangfire/chains")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, "/hangfire/chains", ("Authorization", Basic("me:wrong")))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, "/hangfire/chains", ("Authorization", "Basic !!!"))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(client, "/hangfire/chains", ("Authorization", Basic("me:correct horse")))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Jobs_are_named_by_chain_segment_and_step()
    {
        await using var studio = await Studio.OpenAsync();
        var (_, address) = await studio.ServeAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));
        await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("state").GetString() == "completed");
        using var client = new HttpClient { BaseAddress = address };

        var jobs = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/hangfire/jobs/succeeded?from=0&count=100", UriKind.Relative)));

        jobs.Should().Contain("harbour · 1 of 2 · submit").And.Contain("harbour · 2 of 2 · submit")
            .And.Contain("harbour · 1 of 2 · download").And.Contain("harbour · 2 clips · stitch");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static string Basic(string text) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}";
}
