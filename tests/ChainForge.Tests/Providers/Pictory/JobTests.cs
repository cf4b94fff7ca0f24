using ChainForge.Providers;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Providers.Pictory;

/// <summary>How the poll's many possible replies are read.</summary>
public sealed class JobTests
{
    private const string Id = "4a09edf9-1";

    private static async Task<JobAnswer> AskAsync(int status, string body)
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(status, body));
        using var provider = Given.Provider(server);
        var answer = await provider.GetJobAsync(Id, CancellationToken.None);
        server.Requests[0].Should().Match<RawRequest>(request =>
            request.Method == "GET" && request.Path == "/pictoryapis/v1/jobs/" + Id && request.Header("Authorization") == Given.Key);
        return answer;
    }

    [Theory]
    [InlineData("in-progress")]
    [InlineData("In_Progress")]
    public async Task GetJob_InProgress_IsInProgress(string status) =>
        (await AskAsync(200, $$$"""{"job_id":"{{{Id}}}","success":true,"data":{"status":"{{{status}}}"}}""")).Should().Be(new JobAnswer.InProgress());

    [Fact]
    public async Task GetJob_Completed_TellsWhatTheProviderSays()
    {
        var answer = await AskAsync(200, $$$"""
            {"job_id":"{{{Id}}}","success":true,"data":{"status":"completed","url":"https://cdn.example/v.mp4?sig=x","duration":"8s",
             "width":1280,"height":720,"thumbnailImageUrl":"https://cdn.example/t.jpg","lastFrameImageUrl":"https://cdn.example/l.png","aiCreditsUsed":12.8}}
            """);

        answer.Should().BeOfType<JobAnswer.Completed>().Which.Result.Should().Be(new GenerationResult
        {
            Video = new Uri("https://cdn.example/v.mp4?sig=x"),
            LastFrame = new Uri("https://cdn.example/l.png"),
            Seconds = 8,
            Width = 1280,
            Height = 720,
            CreditsUsed = 12.8m,
        });
    }

    [Theory]
    [InlineData("\"8s\"", "8")]
    [InlineData("8", "8")]
    [InlineData("\"8\"", "8")]
    [InlineData("\"8.5 s\"", "8.5")]
    [InlineData("\"00:08\"", null)]
    [InlineData("null", null)]
    [InlineData("{\"s\":8}", null)]
    [InlineData("-1", null)]
    public async Task GetJob_Duration_IsReadTolerantly(string json, string? seconds)
    {
        var answer = await AskAsync(200, $$$"""{"data":{"status":"completed","url":"https://cdn.example/v.mp4","duration":{{{json}}}}}""");

        answer.Should().BeOfType<JobAnswer.Completed>().Which.Result.Seconds.Should().Be(seconds is null ? null : decimal.Parse(seconds));
    }

    [Theory]
    [InlineData("12.8", "12.8")]
    [InlineData("\"12.8\"", "12.8")]
    [InlineData("1.28e1", "12.8")]
    [InlineData("0", "0")]
    [InlineData("\"none\"", null)]
    public async Task GetJob_Credits_AreDecimal(string json, string? credits)
    {
        var answer = await AskAsync(200, $$$"""{"data":{"status":"completed","url":"https://cdn.example/v.mp4","aiCreditsUsed":{{{json}}}}}""");

        answer.Should().BeOfType<JobAnswer.Completed>().Which.Result.CreditsUsed.Should().Be(credits is null ? null : decimal.Parse(credits));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","lastFrameImageUrl":null""")]
    [InlineData(""","lastFrameImageUrl":"" """)]
    [InlineData(""","lastFrameImageUrl":"not an address" """)]
    [InlineData(""","lastFrameImageUrl":"http://cdn.example/l.png" """)]
    [InlineData(""","lastFrameImageUrl":"ftp://cdn.example/l.png" """)]
    [InlineData(""","lastFrameImageUrl":"https://10.0.0.1/l.png" """)]
    [InlineData(""","lastFrameImageUrl":"https://me:pw@cdn.example/l.png" """)]
    [InlineData(""","lastFrameImageUrl":["https://cdn.example/l.png","https://cdn.example/m.png"]""")]
    public async Task GetJob_LastFrameNotUsable_IsNull(string json)
    {
        var answer = await AskAsync(200, $$$"""{"data":{"status":"completed","url":"https://cdn.example/v.mp4"{{{json}}}}}""");

        answer.Should().BeOfType<JobAnswer.Completed>().Which.Result.LastFrame.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","url":"v.mp4" """)]
    [InlineData(""","url":7 """)]
    public async Task GetJob_CompletedWithoutVideo_IsAskedAgainNotFailed(string json)
    {
        var answer = await AskAsync(200, $$$"""{"data":{"status":"completed"{{{json}}}}}""");

        answer.Should().BeOfType<JobAnswer.NoAnswer>().Which.Failure.Kind.Should().Be(ProviderFailureKind.Unreadable);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://cdn.example/v.mp4")]
    [InlineData("https://169.254.169.254/latest")]
    public async Task GetJob_CompletedWithAnUnsafeAddress_IsCompletedAndTheDownloadRefuses(string url) =>
        (await AskAsync(200, $$$"""{"data":{"status":"completed","url":"{{{url}}}","aiCreditsUsed":8}}"""))
            .Should().BeOfType<JobAnswer.Completed>().Which.Result.CreditsUsed.Should().Be(8);

    [Theory]
    [InlineData(""" "data":{"status":"failed","error_code":"5001","error_message":"No luck","aiCreditsUsed":1.6}""", "5001", "No luck", ProviderFailureKind.GenerationFailed)]
    [InlineData(""" "error_code":5001,"error_message":"No luck","data":{"status":"failed","aiCreditsUsed":"1.6"}""", "5001", "No luck", ProviderFailureKind.GenerationFailed)]
    [InlineData(""" "code":"TEXT_TO_VIDEO_FAILED","message":"No luck","data":{"status":"failed","aiCreditsUsed":1.60}""", "TEXT_TO_VIDEO_FAILED", "No luck", ProviderFailureKind.GenerationFailed)]
    [InlineData(""" "data":{"status":"failed","error_code":"INSUFFICIENT_CREDITS","error_message":"No luck","aiCreditsUsed":1.6}""", "INSUFFICIENT_CREDITS", "No luck", ProviderFailureKind.InsufficientCredits)]
    [InlineData(""" "data":{"status":"failed","aiCreditsUsed":1.6}""", null, "Pictory gave up on the job and did not say why.", ProviderFailureKind.GenerationFailed)]
    public async Task GetJob_Failed_TellsCodeAndMessageWhereverTheyAre(string json, string? code, string message, ProviderFailureKind kind)
    {
        var answer = await AskAsync(200, "{" + json + "}");

        answer.Should().Be(new JobAnswer.Failed(new ProviderFailure(kind, message, code), 1.6m));
        ((JobAnswer.Failed)answer).Failure.IsRetryable.Should().BeFalse();
    }

    [Theory]
    [InlineData(404, """{"message":"Not Found"}""")]
    [InlineData(404, "<html>")]
    [InlineData(200, """{"success":false,"data":{"error_code":"5000","error_message":"JOB_NOT_FOUND"}}""")]
    [InlineData(200, """{"success":false,"data":{"status":"failed","error_code":"JOB_NOT_FOUND"}}""")]
    [InlineData(400, """{"code":"JOB_NOT_FOUND"}""")]
    public async Task GetJob_NoSuchJob_IsNotFoundWhateverTheStatus(int status, string body) =>
        (await AskAsync(status, body)).Should().BeOfType<JobAnswer.NotFound>().Which.Failure.Kind.Should().Be(ProviderFailureKind.NotFound);

    [Fact]
    public async Task GetJob_Cleaned_IsCleaned() =>
        (await AskAsync(200, """{"data":{"status":"cleaned"}}""")).Should().Be(new JobAnswer.Cleaned());

    [Theory]
    [InlineData("queued")]
    [InlineData("")]
    [InlineData("17")]
    public async Task GetJob_StatusNobodyToldUsOf_IsNamed(string status) =>
        (await AskAsync(200, $$$"""{"data":{"status":"{{{status}}}"}}""")).Should().Be(new JobAnswer.UnknownStatus(status));

    [Theory]
    [InlineData(200, "<html>", ProviderFailureKind.Unreadable)]
    [InlineData(200, "", ProviderFailureKind.Unreadable)]
    [InlineData(200, """{"data":null}""", ProviderFailureKind.Unreadable)]
    [InlineData(200, """{"job_id":"another","data":{"status":"completed","url":"https://cdn.example/v.mp4"}}""", ProviderFailureKind.Unreadable)]
    [InlineData(302, "", ProviderFailureKind.Unreadable)]
    [InlineData(401, """{"message":"Unauthorized"}""", ProviderFailureKind.Unauthorized)]
    [InlineData(403, "<html>blocked</html>", ProviderFailureKind.Unauthorized)]
    [InlineData(500, "oops", ProviderFailureKind.ServerError)]
    public async Task GetJob_NothingUseful_IsNoAnswer(int status, string body, ProviderFailureKind kind) =>
        (await AskAsync(status, body)).Should().BeOfType<JobAnswer.NoAnswer>().Which.Failure.Kind.Should().Be(kind);

    [Theory]
    [InlineData("")]
    [InlineData("../quota")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    public async Task GetJob_IdThatCannotBeOne_IsNotFoundWithoutAsking(string id)
    {
        await using var server = new RawServer(exchange => exchange.JsonAsync("{}"));
        using var provider = Given.Provider(server);

        (await provider.GetJobAsync(id, CancellationToken.None)).Should().BeOfType<JobAnswer.NotFound>();

        server.Connections.Should().Be(0);
    }
}
