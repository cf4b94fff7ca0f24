using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChainForge.IntegrationTests.Program;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Dashboard;

/// <summary>A session with failures: what is secret stands in no page, no answer, no log and no file.</summary>
public sealed partial class CanaryTests
{
    // Not in the form of a key: what hides it is that it is this one.
    private const string Key = "canary-4f2a9c-of-no-known-form";

    private const string Password = "canary-password-71c3";

    [Fact]
    public async Task The_key_the_tokens_and_the_password_are_told_nowhere()
    {
        await using var studio = (await Studio.OpenAsync(new() { ApiKey = Key })).With("PICTORY_API_KEY", Key).With("ChainForge:Submit:SettleWindow", "00:00:01")
            .With("ChainForge:Dashboard:User", "me").With("ChainForge:Dashboard:Password", Password);
        var (service, address) = await studio.ServeCallableAsync(TimeSpan.FromSeconds(0.2));
        var faults = studio.Simulator.State.Faults;
        faults.Add(FaultTarget.Submit, new Fault { Status = 400, Body = $"{{\"message\": \"bad key {Key}\"}}" }, match: new FaultMatch { Prompt = "refused" });
        faults.Add(FaultTarget.Submit, new Fault { Connection = ConnectionFault.Reset }, match: new FaultMatch { Prompt = "lost, a lighthouse above a calm harbour, scene 2" });
        faults.Add(FaultTarget.Poll, new Fault { Status = 500, Body = $"<h1>{Key}</h1>" }, times: 3);
        faults.Add(FaultTarget.Download, new Fault { CutPercent = 50 }, times: 2);
        using var client = Surface.Client(address);
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}")));
        foreach (var name in new[] { "refused", "lost", "good" })
        {
            using var posted = await client.PostChainAsync(Quick.Chain(name, 2), name);
            posted.StatusCode.Should().Be(HttpStatusCode.Created);
        }

        using var deadline = new CancellationTokenSource(Deadlines.Long);
        string runs;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, deadline.Token);
            runs = await client.GetStringAsync(new Uri("/api/runs", UriKind.Relative), deadline.Token);
        }
        while (runs.Contains("\"running\"", StringComparison.Ordinal));
        runs.Should().Contain("\"failed\"").And.Contain("\"parked\"").And.Contain("\"completed\"");
        var texts = new Dictionary<string, string> { ["the log"] = service.Output + service.Error };
        var ids = RunId().Matches(runs).Select(match => match.Groups[1].Value).ToList();
        string[] fixedPaths = ["/hangfire", "/hangfire/chains", "/hangfire/jobs/succeeded", "/hangfire/jobs/failed", "/hangfire/servers", "/api/runs", "/api/breaker", "/nothing"];
        foreach (var path in fixedPaths.Concat(ids.SelectMany(id => new[] { $"/api/runs/{id}", $"/hangfire/chains/run/{id}" })))
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            texts[path] = response.Headers + await response.Content.ReadAsStringAsync();
        }

        using var refused = await client.SayAsync(ids[0], "adopt", new { jobId = "nonesuch" });
        texts["adopt"] = await refused.Content.ReadAsStringAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(studio.Folder, "output"), "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(Path.Combine(studio.Folder, "data"), "ledger.*")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            texts[file] = await reader.ReadToEndAsync();
        }

        texts.Keys.Should().Contain(file => file.EndsWith("/report.html", StringComparison.Ordinal)).And.Contain(file => file.EndsWith("/manifest.json", StringComparison.Ordinal));
        studio.Simulator.State.Faults.Add(FaultTarget.Quota, new Fault { Status = 500, Body = $"<h1>{Key}</h1>" }, times: 0);
        var chain = studio.Write("harbour.yaml", Quick.Chain("harbour", 1));
        foreach (var command in new string[][] { ["doctor"], ["plan", chain], ["runs"], ["show", "lost"] })
        {
            await PrintAsync(string.Join(' ', command), command);
        }

        studio.With("ChainForge:Polling:Interval", "never").With("ChainForge:Pictory:BaseUrl", $"http://me:{Key}@example.com/?key={Key}");
        await PrintAsync("wrong settings", ["doctor"]);
        studio.With("ChainForge:Polling:Interval", "00:00:15").With("PICTORY_API_KEY", $"Bearer {Key}");
        await PrintAsync("a wrong key", ["plan", chain]);
        string[] secrets = [Key, Password, Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}")), .. studio.Simulator.State.Bill.Jobs.Select(job => job.Webhook!.Split('/')[^1])];
        secrets.Should().HaveCountGreaterThan(5);
        foreach (var (place, text) in texts)
        {
            text.Should().NotContainAny(secrets, place);
        }

        async Task PrintAsync(string place, string[] command)
        {
            var (_, output, error) = await studio.RunAsync(command);
            texts[place] = output + error;
            texts[place].Should().NotBeEmpty(place);
        }
    }

    [GeneratedRegex("\"id\": \"([^\"]+)\"")]
    private static partial Regex RunId();
}
