using ChainForge.Providers;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Providers.Pictory;

/// <summary>What a question survives by itself, and what it passes on.</summary>
public sealed class QueryTests
{
    private const string Running = """{"data":{"status":"in-progress"}}""";

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task GetJob_PassingTrouble_IsAskedAgain(int status)
    {
        await using var server = new RawServer(exchange => exchange.Number < 4 ? exchange.ReplyAsync(status, "oops") : exchange.JsonAsync(Running));
        using var provider = Given.Provider(server);

        (await provider.GetJobAsync("j1", CancellationToken.None)).Should().Be(new JobAnswer.InProgress());

        server.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task GetJob_ConnectionBreaks_IsAskedAgain()
    {
        await using var server = new RawServer(async exchange =>
        {
            if (exchange.Number == 1)
            {
                exchange.Reset();
            }
            else if (exchange.Number == 2)
            {
                await exchange.HeadAsync(200, "Content-Length: 99");
                exchange.Close();
            }
            else
            {
                await exchange.JsonAsync(Running);
            }
        });
        using var provider = Given.Provider(server);

        (await provider.GetJobAsync("j1", CancellationToken.None)).Should().Be(new JobAnswer.InProgress());
    }

    [Fact]
    public async Task GetJob_TroubleStays_IsNoAnswerAfterThreeRetriesWithGrowingWaits()
    {
        var clock = new HastyClock(TimeSpan.FromSeconds(5));
        await using var server = new RawServer(exchange => exchange.ReplyAsync(500, "oops"));
        using var provider = Given.Provider(Given.Options(server.Url) with { RetryDelay = TimeSpan.FromMilliseconds(500) }, clock: clock);

        var answer = await provider.GetJobAsync("j1", CancellationToken.None);

        answer.Should().BeOfType<JobAnswer.NoAnswer>().Which.Failure.Should().Be(
            new ProviderFailure(ProviderFailureKind.ServerError, "Pictory answered 500: oops"));
        server.Requests.Should().HaveCount(4);
        clock.Waits.Should().HaveCount(3).And.OnlyContain(wait => wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(400)]
    [InlineData(302)]
    public async Task GetJob_AnswerThatStays_IsAskedOnce(int status)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(status));
        using var provider = Given.Provider(server);

        await provider.GetJobAsync("j1", CancellationToken.None);

        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task GetJob_UnauthorizedThenRepaired_GoesOn()
    {
        await using var server = new RawServer(exchange => exchange.Number == 1 ? exchange.ReplyAsync(401) : exchange.JsonAsync(Running));
        using var provider = Given.Provider(server);

        (await provider.GetJobAsync("j1", CancellationToken.None)).Should().BeOfType<JobAnswer.NoAnswer>()
            .Which.Failure.Kind.Should().Be(ProviderFailureKind.Unauthorized);
        (await provider.GetJobAsync("j1", CancellationToken.None)).Should().Be(new JobAnswer.InProgress());
    }

    [Fact]
    public async Task GetJob_ShortRetryAfter_IsWaitedForInPlace()
    {
        var clock = new HastyClock(TimeSpan.FromSeconds(5));
        await using var server = new RawServer(exchange =>
            exchange.Number == 1 ? exchange.ReplyAsync(429, "", "Retry-After: 3") : exchange.JsonAsync(Running));
        using var provider = Given.Provider(server, clock: clock);

        (await provider.GetJobAsync("j1", CancellationToken.None)).Should().Be(new JobAnswer.InProgress());

        clock.Waits.Should().Contain(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task GetJob_LongRetryAfter_IsPassedOnAndHoldsTheWholeAccount()
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(429, "", "Retry-After: 60"));
        using var provider = Given.Provider(server);

        var answer = await provider.GetJobAsync("j1", CancellationToken.None);
        var submit = await provider.SubmitAsync(Given.Request, null, CancellationToken.None);

        var failure = answer.Should().BeOfType<JobAnswer.NoAnswer>().Subject.Failure;
        (failure.Kind, failure.RetryAfter).Should().Be((ProviderFailureKind.RateLimited, TimeSpan.FromSeconds(60)));
        var held = submit.Should().BeOfType<SubmitOutcome.NotSent>().Subject.Failure;
        held.Kind.Should().Be(ProviderFailureKind.RateLimited);
        held.RetryAfter.Should().BeCloseTo(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));
        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task GetJob_NoAnswerInTime_IsNoAnswer()
    {
        await using var server = new RawServer(exchange => exchange.HangAsync());
        using var provider = Given.Provider(Given.Options(server.Url) with { QueryTimeout = TimeSpan.FromMilliseconds(60) });

        var answer = await provider.GetJobAsync("j1", CancellationToken.None);

        answer.Should().BeOfType<JobAnswer.NoAnswer>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Timeout);
        server.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task GetJob_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new RawServer(async exchange =>
        {
            await cancel.CancelAsync();
            await exchange.HangAsync();
        });
        using var provider = Given.Provider(server);

        await provider.Invoking(it => it.GetJobAsync("j1", cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task GetJob_ProviderKeepsFailing_IsGivenARestAndThenAskedAgain()
    {
        var clock = new HastyClock(TimeSpan.FromSeconds(2));
        var broken = true;
        await using var server = new RawServer(exchange => broken ? exchange.ReplyAsync(500) : exchange.JsonAsync(Running));
        using var provider = Given.Provider(server, clock: clock);
        for (var asked = 0; asked < 5; asked++)
        {
            await provider.GetJobAsync("j1", CancellationToken.None);
        }

        var resting = await provider.GetJobAsync("j1", CancellationToken.None);
        var askedUntilThen = server.Requests.Count;
        broken = false;
        clock.Advance(TimeSpan.FromSeconds(16));
        var after = await provider.GetJobAsync("j1", CancellationToken.None);

        askedUntilThen.Should().Be(20);
        var failure = resting.Should().BeOfType<JobAnswer.NoAnswer>().Subject.Failure;
        failure.IsRetryable.Should().BeTrue();
        failure.RetryAfter.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(15));
        after.Should().Be(new JobAnswer.InProgress());
    }

    [Fact]
    public async Task ListJobs_Pages_AreReadAndItemsWithoutIdHoldTheirPlace()
    {
        var log = new LogLines();
        await using var server = new RawServer(exchange => exchange.JsonAsync("""
            {"items":[{"success":true,"data":{"jobId":"j2","status":"completed"}},{"job_id":"j1","data":{}},{"data":{}},null],"nextPageKey":"a/b=="}
            """));
        using var provider = Given.Provider(server, log);

        var page = await provider.ListJobsAsync(null, CancellationToken.None);
        await provider.ListJobsAsync(page.NextPageKey, CancellationToken.None);

        page.Jobs.Should().Equal(new ListedJob("j2", "completed"), new ListedJob("j1", null), new ListedJob(null, null), new ListedJob(null, null));
        page.NextPageKey.Should().Be("a/b==");
        server.Requests.Select(request => request.Path).Should().Equal("/pictoryapis/v1/jobs", "/pictoryapis/v1/jobs?nextPageKey=a%2Fb%3D%3D");
        log.Text.Should().Contain("2 entries of the jobs list");
    }

    [Theory]
    [InlineData("""{"items":[]}""")]
    [InlineData("""{"items":[],"nextPageKey":null}""")]
    [InlineData("""{"items":[],"nextPageKey":""}""")]
    public async Task ListJobs_LastPage_HasNoKey(string body)
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync(body));
        using var provider = Given.Provider(server);

        var page = await provider.ListJobsAsync(null, CancellationToken.None);

        page.Jobs.Should().BeEmpty();
        page.NextPageKey.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"aiCredits":{"used":12.8,"limit":500}}""")]
    [InlineData("""{"plan":"x","aiCredits":{"used":"12.8","limit":"500"},"other":[1]}""")]
    [InlineData("""{"success":true,"data":{"aiCredits":{"used":12.8,"limit":500}}}""")]
    public async Task GetQuota_IsReadTolerantly(string body)
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync(body));
        using var provider = Given.Provider(server);

        var quota = await provider.GetQuotaAsync(CancellationToken.None);

        quota.Should().Be(new Quota(12.8m, 500));
        quota.Left.Should().Be(487.2m);
        server.Requests[0].Path.Should().Be("/pictoryapis/v1/quota");
    }

    [Theory]
    [InlineData(200, "{}", ProviderFailureKind.Unreadable)]
    [InlineData(200, """{"aiCredits":"many"}""", ProviderFailureKind.Unreadable)]
    [InlineData(401, """{"message":"Unauthorized"}""", ProviderFailureKind.Unauthorized)]
    [InlineData(500, "", ProviderFailureKind.ServerError)]
    public async Task ListAndQuota_NothingUseful_ThrowTheFailure(int status, string body, ProviderFailureKind kind)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(status, body));
        using var provider = Given.Provider(server);

        (await provider.Invoking(it => it.GetQuotaAsync(CancellationToken.None)).Should().ThrowAsync<ProviderException>())
            .Which.Failure.Kind.Should().Be(kind);
        (await provider.Invoking(it => it.ListJobsAsync(null, CancellationToken.None)).Should().ThrowAsync<ProviderException>())
            .Which.Failure.Kind.Should().Be(kind);
    }
}
