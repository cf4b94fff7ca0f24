using ChainForge.Providers;
using ChainForge.Tests.Providers.Pictory.Support;
using Microsoft.Extensions.Logging;

namespace ChainForge.Tests.Providers.Pictory;

/// <summary>A canary key, a webhook token and a signature go in; a provider that echoes everything answers. None may come out.</summary>
public sealed class SecrecyTests : IDisposable
{
    private static readonly Uri Webhook = new("https://me.example/hooks/token-canary");
    private readonly TempFolder _folder = new();
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    // The key as a header, the webhook and whatever else was in the body, quoted back as an error.
    private static Task EchoAsync(RawExchange exchange, int status) => exchange.ReplyAsync(
        status, $"You sent {exchange.Request.Header("Authorization")} and {exchange.Request.Text} to https://api.example{exchange.Request.Path}?sig=signature-canary");

    private static void ShouldBeClean(string text) =>
        text.Should().NotContainAny(Given.Key, "pictai_", "token-canary", "signature-canary");

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Everything_ProviderEchoesTheSecrets_NothingLeaks(int status)
    {
        await using var server = new RawServer(exchange => EchoAsync(exchange, status));
        using var provider = Given.Provider(server, _log, new HastyClock(TimeSpan.FromSeconds(5)));
        var request = Given.Request with { FirstFrame = new Uri("https://cdn.example/l.png?X-Sig=signature-canary") };

        var submit = await provider.SubmitAsync(request, Webhook, CancellationToken.None);
        var job = await provider.GetJobAsync("j1", CancellationToken.None);
        var list = () => provider.ListJobsAsync(null, CancellationToken.None);
        var upload = () => provider.UploadAsync(_folder.With("a.png", Given.Png), CancellationToken.None);
        var thrown = new[] { (await list.Should().ThrowAsync<ProviderException>()).Which, (await upload.Should().ThrowAsync<ProviderException>()).Which };

        ShouldBeClean(submit + Given.FailureOf(submit).ToString());
        ShouldBeClean(job.ToString());
        ShouldBeClean(string.Join('\n', thrown.Select(exception => exception.ToString())));
        ShouldBeClean(_log.Text);
        ShouldBeClean(request.ToString());
    }

    [Fact]
    public async Task Logs_PromptAndTheProvidersWords_AreDebugOnly()
    {
        await using var server = new RawServer(exchange => exchange.ReplyAsync(400, $$"""{"code":"BAD","message":"No: {{Given.Request.Prompt}}"}"""));
        using var provider = Given.Provider(server, _log);

        await provider.SubmitAsync(Given.Request, Webhook, CancellationToken.None);

        _log.All.Where(line => line.Level > LogLevel.Debug).Should().NotContain(line => line.Text.Contains(Given.Request.Prompt));
        _log.All.Where(line => line.Level > LogLevel.Debug).Select(line => line.Event.Id).Should().Equal(2100, 2103);
        _log.All.Should().Contain(line => line.Level == LogLevel.Debug && line.Text.Contains(Given.Request.Prompt));
    }

    [Fact]
    public async Task Download_HostFails_NeitherLogNorErrorHasTheAddress()
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(500, "signature-canary"));
        using var provider = Given.Provider(media, _log);

        var download = () => provider.DownloadAsync(
            new Uri(media.Url, "/token-canary/v.mp4?sig=signature-canary"), _folder.At("v.mp4"), MediaKind.Video, CancellationToken.None);

        ShouldBeClean((await download.Should().ThrowAsync<ProviderException>()).Which.ToString());
        ShouldBeClean(_log.Text);
        _log.All.Count(line => line.Event.Id == 2121).Should().Be(3);
    }
}
