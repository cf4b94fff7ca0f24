using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using ChainForge.IntegrationTests.Dashboard;
using ChainForge.IntegrationTests.Program;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>The provider's calls, at the real service. Polls are minutes apart: what happens, happens by calls.</summary>
public sealed class WebhookRowTests
{
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Row25_A_call_before_the_reply_stores_the_job_once()
    {
        await using var studio = await Studio.OpenAsync(new() { WebhookBeforeReply = true });
        var (service, address) = await studio.ServeCallableAsync(Seldom);
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));

        await CompletesAsync(studio, service, address, segments: 2);
    }

    [Fact]
    public async Task Row26_Five_copies_and_one_that_comes_late_change_a_run_once()
    {
        await using var studio = await Studio.OpenAsync(new() { WebhookCopies = 5, WebhookOutOfOrder = true });
        var (service, address) = await studio.ServeCallableAsync(Seldom);
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 3));

        await CompletesAsync(studio, service, address, segments: 3);
    }

    [Fact]
    public async Task Row27_A_forged_token_is_unknown_and_a_body_is_never_believed()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromHours(1) });
        var (service, address) = await studio.ServeCallableAsync(Seldom);
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        await studio.Simulator.State.WhenAcceptedAsync(1).WaitAsync(Deadlines.Long);
        var runs = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].GetProperty("version").GetInt64() >= 3);
        var job = studio.Simulator.State.Bill.Jobs[0];
        using var client = Surface.Client(address);

        foreach (var forged in new[] { "x", "..%2f..", new string('0', 64), new string('a', 5000), "%00" })
        {
            using var refused = await client.PostAsJsonAsync(new Uri(address, $"/webhooks/pictory/{forged}"), Completed(job.JobId));

            // Only what is no path at all may be turned away before it is looked up.
            refused.StatusCode.Should().BeOneOf(forged.Contains('%') ? [HttpStatusCode.NotFound, HttpStatusCode.BadRequest] : [HttpStatusCode.NotFound], forged);
        }

        using var lie = await client.PostAsJsonAsync(new Uri(job.Webhook!), Completed(job.JobId));
        using var noise = await client.PostAsync(new Uri(job.Webhook!), new StringContent("{\"job_id\": \"\\ud800\"", Encoding.UTF8, "application/json"));
        using var halfACharacter = await client.PostAsync(new Uri(job.Webhook!), new StringContent("{\"job_id\": \"\\ud800\"}", Encoding.UTF8, "application/json"));

        new[] { lie.StatusCode, noise.StatusCode, halfACharacter.StatusCode }.Should().OnlyContain(status => status == HttpStatusCode.NoContent);
        studio.Simulator.State.Requests.Should().Contain(request => request.Method == "GET" && request.Path.EndsWith(job.JobId, StringComparison.Ordinal), "the job is asked for");
        (await Surface.RunAsync(client, runs[0].Text("id"))).GetProperty("run").Text("state").Should().Be("running", "the provider says that it is in progress");
        Tells(service).Should().NotContain(job.Webhook!.Split('/')[^1]);
    }

    [Fact]
    public async Task Row27_An_old_call_that_is_played_again_changes_nothing()
    {
        await using var studio = await Studio.OpenAsync();
        var (service, address) = await studio.ServeCallableAsync(Seldom);
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        await CompletesAsync(studio, service, address, segments: 1);
        var before = (await Studio.UntilAsync(address, runs => runs.Count == 1))[0];
        var job = studio.Simulator.State.Bill.Jobs[0];
        using var client = Surface.Client(address);

        using var again = await client.PostAsJsonAsync(new Uri(job.Webhook!), Completed(job.JobId));

        again.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await Studio.UntilAsync(address, runs => runs.Count == 1))[0].GetRawText().Should().Be(before.GetRawText());
    }

    [Fact]
    public async Task Row27_A_body_longer_than_a_quarter_megabyte_is_not_read_announced_or_in_chunks()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromHours(1) });
        var (_, address) = await studio.ServeCallableAsync(Seldom);
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        await studio.Simulator.State.WhenAcceptedAsync(1).WaitAsync(Deadlines.Long);
        var webhook = new Uri(studio.Simulator.State.Bill.Jobs[0].Webhook!);
        var tooLong = Encoding.UTF8.GetBytes("{\"x\": \"" + new string('x', 300_000) + "\"}");
        using var client = Surface.Client(address);

        foreach (var inChunks in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(tooLong), Headers = { TransferEncodingChunked = inChunks } };
            using var response = await client.SendAsync(request);
            response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge, $"in chunks: {inChunks}");
        }
    }

    [Fact]
    public async Task Row29_A_storm_is_turned_away_while_a_real_call_comes_through()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromSeconds(1) });
        var (service, address) = await studio.ServeCallableAsync(Seldom);
        using var client = Surface.Client(address);
        var warm = await StormAsync(client, address, TimeSpan.FromSeconds(1));
        var before = Memory(studio);
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 2));

        var storm = await StormAsync(client, address, TimeSpan.FromSeconds(5));

        var grown = Memory(studio) - before;
        storm.Keys.Should().BeSubsetOf([HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests]);
        storm[HttpStatusCode.TooManyRequests].Should().BeGreaterThan(storm[HttpStatusCode.NotFound]);
        storm[HttpStatusCode.NotFound].Should().BeLessThan(40 + (20 * 7), "so many look-ups are allowed");
        storm.Values.Sum().Should().BeGreaterThan(1000);
        grown.Should().BeLessThan(96, "MB, after {0} calls before and {1} in the storm", warm.Values.Sum(), storm.Values.Sum());
        (await client.GetAsync(new Uri(address, "/health"))).StatusCode.Should().Be(HttpStatusCode.OK);
        await CompletesAsync(studio, service, address, segments: 2);
    }

    private static async Task CompletesAsync(Studio studio, ChainForgeProcess service, Uri address, int segments)
    {
        var runs = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs[0].Text("state") != "running");
        runs[0].Text("state").Should().Be("completed");
        using var client = Surface.Client(address);
        var run = await Surface.RunAsync(client, runs[0].Text("id"));
        var history = run.GetProperty("history").EnumerateArray().Select(line => line.Text("text")).ToList();
        history.Should().OnlyHaveUniqueItems("each thing happens once").And.NotContain(line => line.StartsWith("ALARM"));
        history.Count(line => line.Contains("accepted as job")).Should().Be(segments);

        var bill = studio.Simulator.State.Bill;
        bill.Jobs.Should().HaveCount(segments);
        var credits = runs[0].GetProperty("credits");
        (credits.GetProperty("spent").GetDecimal() + credits.GetProperty("reserved").GetDecimal()).Should().Be(bill.TotalCredits);
        foreach (var secret in bill.Jobs.Select(job => job.Webhook!.Split('/')[^1]).Append(Studio.Key))
        {
            (Tells(service) + run.GetRawText()).Should().NotContain(secret);
        }
    }

    private static async Task<Dictionary<HttpStatusCode, int>> StormAsync(HttpClient client, Uri address, TimeSpan length)
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<HttpStatusCode, int>();
        using var stop = new CancellationTokenSource(length);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
                using var response = await client.PostAsync(new Uri(address, $"/webhooks/pictory/{token}"), new StringContent("{\"job_id\": \"x\"}"));
                (response.StatusCode != HttpStatusCode.TooManyRequests || response.Headers.RetryAfter is not null).Should().BeTrue();
                seen.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
            }
        }));
        return new(seen);
    }

    /// <summary>What the service holds, in MB: it is the process that works in the studio's folder.</summary>
    private static long Memory(Studio studio) => (
        from folder in Directory.GetDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), out _)
        let status = Read(folder, studio.Folder)
        where status is not null
        select long.Parse(status.Split('\n').First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024).Max();

    private static string? Read(string process, string folder)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).ResolveLinkTarget(returnFinalTarget: false)?.FullName == folder ? File.ReadAllText(Path.Combine(process, "status")) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Tells(ChainForgeProcess service) => service.Output + service.Error;

    private static object Completed(string jobId) => new
    {
        job_id = jobId,
        success = true,
        data = new { status = "completed", url = "https://example.com/never.mp4", duration = "5s", lastFrameImageUrl = "https://example.com/never.png", aiCreditsUsed = 0 },
    };
}
