using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChainForge.Runs;
using ChainForge.Tests.Providers.Pictory.Support;
using PictorySimulator.Faults;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>The paid request was certainly not taken: turned away for now, for good, or never sent.</summary>
public sealed class Row13To15RefusedTests
{
    [Theory]
    [InlineData("7", 7)]
    [InlineData("Mon, 23 Nov 2026 08:00:07 GMT", 7)]
    [InlineData(null, 2)]
    [InlineData("-5", 1)]
    [InlineData("0", 1)]
    [InlineData("soon", 2)]
    [InlineData("315360000", 300)]
    [InlineData("Thu, 20 Nov 2036 08:00:00 GMT", 300)]
    public async Task Row13_Too_many_requests_sends_the_same_attempt_again_after_the_named_time_within_bounds(string? retryAfter, int seconds)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = 429, Headers = Headers(retryAfter) });
        var runId = await bench.StartAsync();
        var step = await bench.Engine.StepAsync(runId);
        step.Next.Should().ContainSingle().Which.Should().BeOfType<Step.Wait>()
            .Which.Until.Should().BeCloseTo(LoopbackBench.Start.AddSeconds(seconds), TimeSpan.FromSeconds(0.2));

        var run = await bench.DriveAsync(runId);

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        (run.Segments[0].Attempts.Length, bench.Posts.Count, bench.Bill.Count).Should().Be((1, 2, 1));
        (bench.Posts[1].At - bench.Posts[0].At).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds) - TimeSpan.FromSeconds(0.2));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(60)]
    public async Task Row13_The_rest_that_was_asked_for_is_kept_by_everybody_on_the_account(int seconds)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = 429, Headers = Headers($"{seconds}") });
        var runs = new[] { await bench.StartAsync(LoopbackBench.Chain(name: "first")), await bench.StartAsync(LoopbackBench.Chain(name: "second")) };
        await bench.Engine.StepAsync(runs[0]);
        var turnedAway = bench.Posts.Single().At;

        await bench.DriveAsync(runs[1]);
        await bench.DriveAsync(runs[0]);

        await Oracle.HoldsAsync(bench);
        (await bench.Ledger.ListAsync()).Should().OnlyContain(run => run.State == RunState.Completed);
        bench.Bill[0].Prompt.Should().StartWith("second");
        bench.Simulator.State.Requests.Where(request => request.HasKey && request.At > turnedAway)
            .Should().OnlyContain(request => request.At >= turnedAway.AddSeconds(seconds), "nobody asks while the account rests");
    }

    [Theory]
    [InlineData(400, """{"code":"INVALID_REQUEST_BODY","message":"no such duration"}""", "no such duration")]
    [InlineData(402, """{"message":"top up your credits"}""", "top up your credits")]
    [InlineData(403, "<html>blocked by the edge</html>", "blocked by the edge")]
    [InlineData(404, """{"message":"no such route"}""", "no such route")]
    [InlineData(422, """{"error_message":"the prompt is not allowed"}""", "the prompt is not allowed")]
    public async Task Row14_A_refusal_costs_nothing_ends_the_run_with_the_providers_words_and_is_not_repeated(int status, string body, string words)
    {
        await using var bench = await LoopbackBench.OpenAsync();
        bench.Fault(FaultTarget.Submit, new() { Status = status, Body = body }, times: 0, new() { Prompt = "scene 2" });

        var run = await bench.StartAndDriveAsync(LoopbackBench.Chain(2));

        await Oracle.EndsAsync(bench, run, RunState.Failed);
        (run.Done, run.Reserved, bench.Posts.Count).Should().Be((1, 0m, 2));
        run.Reason.Should().Contain(words).And.Contain("Nothing was billed");
    }

    [Fact]
    public async Task Row15_A_name_that_does_not_resolve_is_tried_again_with_back_off_and_its_reservation_kept() =>
        await NeverSentAsync(new Uri("https://pictory.invalid/pictoryapis"), "its name does not resolve");

    [Fact]
    public async Task Row15_A_refused_connection_is_tried_again_with_back_off_and_its_reservation_kept()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await NeverSentAsync(new Uri($"http://127.0.0.1:{port}/pictoryapis"), "the connection was refused");
    }

    [Fact]
    public async Task Row15_A_certificate_that_nobody_vouches_for_is_tried_again_and_no_byte_of_a_request_is_sent()
    {
        using var certificate = SelfSigned();
        await using var server = new RawServer(exchange => exchange.JsonAsync("{}"), certificate);

        await NeverSentAsync(new Uri(server.Url, "/pictoryapis"), "no secure connection");

        server.Connections.Should().BePositive();
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Row15_When_the_server_is_back_the_same_attempt_is_sent_once()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var bench = await LoopbackBench.OpenAsync(new() { BaseUrl = new Uri($"http://127.0.0.1:{port}/pictoryapis") });
        var runId = await bench.StartAsync();
        (await bench.Engine.StepAsync(runId)).Run.Attempt("01-1").State.Should().Be(AttemptState.Deferred);
        await using var relay = new Relay(async (exchange, forward) => await exchange.JsonAsync(await forward()), port) { Target = bench.Simulator.BaseUrl };

        var run = await bench.DriveAsync(runId);

        await Oracle.EndsAsync(bench, run, RunState.Completed);
        (run.Segments[0].Attempts.Length, bench.Posts.Count).Should().Be((1, 1));
    }

    private static async Task NeverSentAsync(Uri address, string why)
    {
        await using var bench = await LoopbackBench.OpenAsync(new() { BaseUrl = address });
        var runId = await bench.StartAsync();
        DateTimeOffset? before = null;
        for (var time = 1; time <= 3; time++)
        {
            var run = (await bench.Engine.StepAsync(runId)).Run;
            var attempt = run.Attempt("01-1");
            (attempt.State, attempt.TimesNotSent, run.Reserved, run.Segments[0].Attempts.Length).Should().Be((AttemptState.Deferred, time, LoopbackBench.Cost, 1));
            attempt.Failure.Should().Contain(why);
            var wait = attempt.NotBefore!.Value - bench.Time.GetUtcNow();
            wait.Should().BeCloseTo(TimeSpan.FromSeconds(Math.Pow(2, time)), TimeSpan.FromSeconds(0.5));
            before.Should().NotBe(attempt.NotBefore);
            before = attempt.NotBefore;
            bench.Time.Advance(wait);
        }

        await bench.Engine.CancelAsync(runId);
        await Oracle.EndsAsync(bench, await bench.FindAsync(runId), RunState.Cancelled);
        bench.Posts.Should().BeEmpty();
    }

    // By the provider's own clock: the reply carries its Date, an hour behind ours.
    private static Dictionary<string, string> Headers(string? retryAfter) => retryAfter is null
        ? []
        : new() { ["Retry-After"] = retryAfter, ["Date"] = "Mon, 23 Nov 2026 08:00:00 GMT" };

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
