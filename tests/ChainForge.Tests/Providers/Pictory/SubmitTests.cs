using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Providers.Pictory;

/// <summary>Every end of the paid POST, with the POSTs counted on the wire.</summary>
public sealed class SubmitTests
{
    private const string JobId = "4a09edf9-2f53-4f0b-9a3c-000000000001";

    private static async Task<SubmitOutcome> SubmitAsync(RawServer server, CancellationToken cancellationToken = default)
    {
        using var provider = Given.Provider(server);
        return await provider.SubmitAsync(Given.Request, null, cancellationToken);
    }

    [Theory]
    [InlineData(200, """{"success":true,"data":{"jobId":"4a09edf9-2f53-4f0b-9a3c-000000000001"}}""")]
    [InlineData(200, """{"job_id":"4a09edf9-2f53-4f0b-9a3c-000000000001","success":true}""")]
    [InlineData(201, """{"data":{"job_id":"4a09edf9-2f53-4f0b-9a3c-000000000001","status":["odd"]},"fields":7}""")]
    [InlineData(202, "\uFEFF{\"jobId\":\"4a09edf9-2f53-4f0b-9a3c-000000000001\",\"data\":\"odd\"}")]
    public async Task Submit_JobIdInTheReply_IsAccepted(int status, string body)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(status, body));

        (await SubmitAsync(server)).Should().Be(new SubmitOutcome.Accepted(JobId));

        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(400, """{"code":"INVALID_REQUEST_BODY","message":"Bad request","fields":[{"name":"duration","errors":"must be 5s"},{"name":"model","errors":["unknown","odd"]}]}""",
        ProviderFailureKind.InvalidRequest, "INVALID_REQUEST_BODY", "Pictory answered 400: Bad request (duration: must be 5s; model: unknown; odd)")]
    [InlineData(402, "", ProviderFailureKind.InsufficientCredits, null, "Pictory answered 402 and gave no reason.")]
    [InlineData(403, "<html><body>Request\n blocked</body></html>", ProviderFailureKind.Unauthorized, null, "Pictory answered 403: <html><body>Request blocked</body></html>")]
    [InlineData(404, """{"message":"Not Found"}""", ProviderFailureKind.NotFound, null, "Pictory answered 404: Not Found")]
    [InlineData(422, """{"error_code":5001,"error_message":{"en":"too odd"}}""", ProviderFailureKind.InvalidRequest, "5001", "Pictory answered 422: en: too odd")]
    [InlineData(400, """{"code":"INSUFFICIENT_CREDITS","message":"Top up"}""", ProviderFailureKind.InsufficientCredits, "INSUFFICIENT_CREDITS", "Pictory answered 400: Top up")]
    [InlineData(403, """{"data":{"error_code":"INSUFFICIENT_CREDITS","error_message":"Top up"}}""", ProviderFailureKind.InsufficientCredits, "INSUFFICIENT_CREDITS", "Pictory answered 403: Top up")]
    public async Task Submit_ClientError_IsRefusedWithTheProvidersReason(int status, string body, ProviderFailureKind kind, string? code, string message)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(status, body));

        (await SubmitAsync(server)).Should().Be(new SubmitOutcome.Refused(new ProviderFailure(kind, message, code)));

        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_RefusalWhoseBodyIsCut_IsStillRefused()
    {
        await using var server = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(400, "Content-Length: 500");
            await exchange.WriteAsync("{\"message\":"u8.ToArray());
            exchange.Close();
        });

        (await SubmitAsync(server)).Should().BeOfType<SubmitOutcome.Refused>();
    }

    [Theory]
    [InlineData("Retry-After: 7", 7.0)]
    [InlineData("Retry-After: -5", 1.0)]
    [InlineData("Retry-After: 315360000", 300.0)]
    [InlineData("X-Other: 1", null)]
    public async Task Submit_429_IsNotSentAndTellsTheBoundedWait(string header, double? seconds)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(429, "slow down", header));

        var failure = (await SubmitAsync(server)).Should().BeOfType<SubmitOutcome.NotSent>().Subject.Failure;

        failure.Kind.Should().Be(ProviderFailureKind.RateLimited);
        failure.RetryAfter.Should().Be(seconds is { } value ? TimeSpan.FromSeconds(value) : null);
        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(408, ProviderFailureKind.Timeout)]
    [InlineData(500, ProviderFailureKind.ServerError)]
    [InlineData(502, ProviderFailureKind.ServerError)]
    [InlineData(503, ProviderFailureKind.ServerError)]
    [InlineData(504, ProviderFailureKind.Timeout)]
    [InlineData(524, ProviderFailureKind.Timeout)]
    [InlineData(409, ProviderFailureKind.InvalidRequest)]
    public async Task Submit_StatusThatDoesNotSayNo_IsUnknownAndSentOnce(int status, ProviderFailureKind kind)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(status, "sorry", "Retry-After: 0"));

        var outcome = await SubmitAsync(server);

        outcome.Should().BeOfType<SubmitOutcome.Unknown>().Which.Failure.Kind.Should().Be(kind);
        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(200, "<html>welcome</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"success":true,"data":{"jobId":""}}""")]
    [InlineData(200, """{"data":{"jobId":"../../v1/quota"}}""")]
    [InlineData(200, """{"data":{"jobId":"a b"}}""")]
    [InlineData(200, "{\"data\":{\"jobId\":\"\\uD800\"}}")]
    [InlineData(204, "")]
    public async Task Submit_SuccessWithoutAUsableJobId_IsUnknown(int status, string body)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(status, body));

        (await SubmitAsync(server)).Should().BeOfType<SubmitOutcome.Unknown>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Unreadable);

        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_AbsurdlyLongReply_IsUnknownAndItsMessageShort()
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync($$$"""{"data":{"jobId":"{{{new string('a', 900_000)}}}"}}"""));

        var outcome = await SubmitAsync(server);

        outcome.Should().BeOfType<SubmitOutcome.Unknown>().Which.Failure.Message.Length.Should().BeLessThan(4300);
    }

    [Fact]
    public async Task Submit_MoreThanAMegabyte_IsUnknown()
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(200, new byte[1_100_000]));

        (await SubmitAsync(server)).Should().BeOfType<SubmitOutcome.Unknown>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Unreadable);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("reset")]
    [InlineData("truncate")]
    [InlineData("half a header")]
    public async Task Submit_ConnectionBreaksAfterTheRequest_IsUnknownAndOnePost(string how)
    {
        await using var server = new RawServer(async exchange =>
        {
            switch (how)
            {
                case "reset":
                    exchange.Reset();
                    return;
                case "truncate":
                    await exchange.HeadAsync(200, "Content-Length: 200");
                    await exchange.WriteAsync("{\"data\":{"u8.ToArray());
                    break;
                case "half a header":
                    await exchange.WriteAsync("HTTP/1.1 20"u8.ToArray());
                    break;
            }

            exchange.Close();
        });

        (await SubmitAsync(server)).Should().BeOfType<SubmitOutcome.Unknown>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Interrupted);

        server.Requests.Should().ContainSingle();
        server.Connections.Should().Be(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Submit_NoAnswerInTime_IsUnknown(bool headersCame)
    {
        await using var server = new RawServer(async exchange =>
        {
            if (headersCame)
            {
                await exchange.HeadAsync(200, "Content-Length: 200");
            }

            await exchange.HangAsync();
        });
        using var provider = Given.Provider(Given.Options(server.Url) with { SubmitTimeout = TimeSpan.FromMilliseconds(150) });

        var outcome = await provider.SubmitAsync(Given.Request, null, CancellationToken.None);

        outcome.Should().BeOfType<SubmitOutcome.Unknown>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Timeout);
        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Submit_Redirect_IsUnknownAndNotFollowed(int status)
    {
        await using var elsewhere = new RawServer(exchange => exchange.JsonAsync("{}"));
        await using var server = new RawServer(exchange => exchange.ReplyAsync(status, "", $"Location: {elsewhere.Url}"));

        (await SubmitAsync(server)).Should().BeOfType<SubmitOutcome.Unknown>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Unreadable);

        server.Requests.Should().ContainSingle();
        elsewhere.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Submit_NobodyListens_IsNotSent()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var provider = Given.Provider(Given.Options(new Uri($"http://127.0.0.1:{port}")));

        var outcome = await provider.SubmitAsync(Given.Request, null, CancellationToken.None);

        outcome.Should().Be(new SubmitOutcome.NotSent(new ProviderFailure(
            ProviderFailureKind.Unreachable, "127.0.0.1 could not be reached: the connection was refused.")));
    }

    [Fact]
    public async Task Submit_NameDoesNotResolve_IsNotSent()
    {
        using var provider = Given.Provider(Given.Options(new Uri("https://pictory.invalid")));

        var outcome = await provider.SubmitAsync(Given.Request, null, CancellationToken.None);

        outcome.Should().BeOfType<SubmitOutcome.NotSent>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Unreachable);
    }

    [Fact]
    public async Task Submit_CertificateNotTrusted_IsNotSent()
    {
        using var certificate = Given.SelfSigned();
        await using var server = new RawServer(exchange => exchange.JsonAsync("{}"), certificate);

        (await SubmitAsync(server)).Should().BeOfType<SubmitOutcome.NotSent>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Unreachable);

        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Submit_ConnectionNeverComesAbout_IsNotSent()
    {
        // Accepted by the system's backlog, but the TLS handshake is never answered: the time-out comes before the body.
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var provider = Given.Provider(
            Given.Options(new Uri($"https://127.0.0.1:{port}")) with { SubmitTimeout = TimeSpan.FromMilliseconds(150) });

        var outcome = await provider.SubmitAsync(Given.Request, null, CancellationToken.None);

        outcome.Should().BeOfType<SubmitOutcome.NotSent>();
        listener.Stop();
    }

    [Fact]
    public async Task Submit_CancelledBefore_IsNotSentAndNothingConnects()
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync("{}"));

        var outcome = await SubmitAsync(server, new CancellationToken(canceled: true));

        outcome.Should().BeOfType<SubmitOutcome.NotSent>();
        server.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Submit_CancelledWhileTheAnswerIsAwaited_IsUnknown()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new RawServer(async exchange =>
        {
            await cancel.CancelAsync();
            await exchange.HangAsync();
        });

        var outcome = await SubmitAsync(server, cancel.Token);

        outcome.Should().BeOfType<SubmitOutcome.Unknown>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Interrupted);
        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_CancelledAtTheGate_IsNotSent()
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync("""{"data":{"jobId":"j1"}}"""));
        using var provider = Given.Provider(Given.Options(server.Url) with { RequestsPerMinute = 60 }, clock: new HastyClock(TimeSpan.Zero));
        for (var burst = 0; burst < 5; burst++)
        {
            await provider.SubmitAsync(Given.Request, null, CancellationToken.None);
        }

        using var cancel = new CancellationTokenSource();
        var waiting = provider.SubmitAsync(Given.Request, null, cancel.Token);
        waiting.IsCompleted.Should().BeFalse();
        await cancel.CancelAsync();

        (await waiting).Should().BeOfType<SubmitOutcome.NotSent>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Interrupted);
        server.Requests.Should().HaveCount(5);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 1)]
    public async Task Submit_Deadline_IsLookedAtWhenTheFirstByteLeaves(int secondsLeft, int posts)
    {
        var clock = new HastyClock(TimeSpan.Zero);
        await using var server = new RawServer(exchange => exchange.JsonAsync("""{"data":{"jobId":"j1"}}"""));
        using var provider = Given.Provider(server, clock: clock);
        var request = Given.Request with { NotAfter = clock.GetUtcNow() + TimeSpan.FromSeconds(secondsLeft) };

        var outcome = await provider.SubmitAsync(request, null, CancellationToken.None);

        outcome.GetType().Should().Be(posts == 0 ? typeof(SubmitOutcome.NotSent) : typeof(SubmitOutcome.Accepted));
        server.Requests.Should().HaveCount(posts);
    }

    [Fact]
    public async Task Submit_DeadlinePassesAtTheGate_IsNotSent()
    {
        var clock = new HastyClock(TimeSpan.Zero);
        await using var server = new RawServer(exchange => exchange.JsonAsync("""{"data":{"jobId":"j1"}}"""));
        using var provider = Given.Provider(Given.Options(server.Url) with { RequestsPerMinute = 6 }, clock: clock);
        for (var burst = 0; burst < 5; burst++)
        {
            await provider.SubmitAsync(Given.Request, null, CancellationToken.None);
        }

        var waiting = provider.SubmitAsync(Given.Request with { NotAfter = clock.GetUtcNow() + TimeSpan.FromSeconds(9) }, null, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(10));

        (await waiting).Should().BeOfType<SubmitOutcome.NotSent>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Timeout);
        server.Requests.Should().HaveCount(5);
    }

    [Fact]
    public async Task OnceContent_SentTwice_RefusesTheSecondTime()
    {
        using var content = new OnceContent("{}"u8.ToArray());
        await content.CopyToAsync(Stream.Null);

        await content.Invoking(it => it.CopyToAsync(Stream.Null)).Should().ThrowAsync<InvalidOperationException>();
    }

    // Was: after the deadline a second serialization read as "nothing was sent".
    [Fact]
    public async Task OnceContent_SentTwiceAfterItsDeadline_DoesNotSayThatNothingWasSent()
    {
        string? objection = null;
        using var content = new OnceContent("{}"u8.ToArray(), () => Task.FromResult(objection));
        await content.CopyToAsync(Stream.Null);
        objection = "too late";

        await content.Invoking(it => it.CopyToAsync(Stream.Null)).Should().ThrowAsync<InvalidOperationException>();

        (content.Started, content.KeptBack).Should().Be((true, null));
    }

    [Fact]
    public async Task Submit_ObjectedToAtTheFirstByte_IsNotSent()
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync("{}"));
        using var provider = Given.Provider(server);

        var outcome = await provider.SubmitAsync(Given.Request with { Objection = () => Task.FromResult<string?>("the run was ended") }, null, CancellationToken.None);

        outcome.Should().BeOfType<SubmitOutcome.NotSent>().Which.Failure.Message.Should().Be("the run was ended");
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Submit_TwoStarts_AreRefusedWithoutSending()
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync("{}"));
        var request = Given.Request with { FirstFrame = new Uri("https://a.example/a.png"), References = [new Uri("https://a.example/b.png")] };

        using var provider = Given.Provider(server);

        var outcome = await provider.SubmitAsync(request, null, CancellationToken.None);

        outcome.Should().BeOfType<SubmitOutcome.Refused>();
        server.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Submit_Request_SaysEverythingExactly()
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync("""{"data":{"jobId":"j1"}}"""));
        using var provider = Given.Provider(server);
        var request = Given.Request with { FirstFrame = new Uri("https://cdn.example/f%7Eä.png?sig=a%2Fb+c") };

        await provider.SubmitAsync(request, new Uri("https://me.example/hooks/token"), CancellationToken.None);
        await provider.SubmitAsync(Given.Request with { References = [new Uri("https://cdn.example/r.png")] }, null, CancellationToken.None);
        await provider.SubmitAsync(Given.Request with { Extend = new Uri("https://cdn.example/v.mp4") }, null, CancellationToken.None);

        var first = server.Requests[0];
        (first.Method, first.Path).Should().Be(("POST", "/pictoryapis/v1/aistudio/videos"));
        first.Header("Authorization").Should().Be(Given.Key);
        first.Header("User-Agent").Should().MatchRegex(@"^ChainForge/\d+\.\d+\.\d+");
        first.Header("Content-Type").Should().Be("application/json");
        first.Header("Transfer-Encoding").Should().BeNull();
        JsonDocument.Parse(first.Text).RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()).Should().Equal(
            new Dictionary<string, string?>
            {
                ["prompt"] = Given.Request.Prompt,
                ["model"] = "pixverse5.5",
                ["aspectRatio"] = "16:9",
                ["duration"] = "8s",
                ["firstFrameImageUrl"] = "https://cdn.example/f%7Eä.png?sig=a%2Fb+c",
                ["webhook"] = "https://me.example/hooks/token",
            });
        JsonDocument.Parse(server.Requests[1].Text).RootElement.GetProperty("referenceImageUrls").EnumerateArray()
            .Select(item => item.GetString()).Should().Equal("https://cdn.example/r.png");
        JsonDocument.Parse(server.Requests[2].Text).RootElement.GetProperty("extendVideoUrl").GetString().Should().Be("https://cdn.example/v.mp4");
        server.Connections.Should().Be(3, "no submit goes out on a connection that has been idle");
    }
}
