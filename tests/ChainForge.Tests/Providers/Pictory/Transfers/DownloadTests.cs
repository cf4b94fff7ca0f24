using System.Security.Cryptography;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Providers.Pictory.Transfers;

/// <summary>Whatever the media host does: the whole right file under its name, or none.</summary>
public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Clip = Given.Mp4(300_000);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<DownloadedFile> FetchAsync(
        RawServer media, MediaKind kind = MediaKind.Video, Func<PictoryOptions, PictoryOptions>? change = null)
    {
        var options = Given.Options(media.Url);
        using var provider = Given.Provider(change?.Invoke(options) ?? options);
        return await provider.DownloadAsync(new Uri(media.Url, "/v.mp4?sig=secret"), _folder.At("clip/v.mp4"), kind, CancellationToken.None);
    }

    private async Task<ProviderFailure> FailAsync(
        RawServer media, MediaKind kind = MediaKind.Video, Func<PictoryOptions, PictoryOptions>? change = null)
    {
        var fetch = () => FetchAsync(media, kind, change);
        var failure = (await fetch.Should().ThrowAsync<ProviderException>()).Which.Failure;
        failure.Message.Should().NotContain("secret");
        _folder.Files.Should().BeEmpty("neither the file nor its partial may stay");
        return failure;
    }

    private void ShouldBeTheClip(DownloadedFile file)
    {
        file.Should().Be(new DownloadedFile(_folder.At("clip/v.mp4"), Clip.Length, Convert.ToHexStringLower(SHA256.HashData(Clip))));
        File.ReadAllBytes(file.Path).Should().Equal(Clip);
        _folder.Files.Should().Equal("v.mp4");
    }

    // The first half, then a cut.
    private static async Task HalfAsync(RawExchange exchange, params string[] headers)
    {
        await exchange.HeadAsync(200, [$"Content-Length: {Clip.Length}", .. headers]);
        await exchange.WriteAsync(Clip[..150_000]);
        exchange.Close();
    }

    // What a good host does with a Range.
    private static Task RestAsync(RawExchange exchange, string tag = "\"one\"")
    {
        var from = int.Parse(exchange.Request.Header("Range")!["bytes=".Length..^1]);
        return exchange.ReplyAsync(206, Clip[from..], $"Content-Range: bytes {from}-{Clip.Length - 1}/{Clip.Length}", "ETag: " + tag);
    }

    [Fact]
    public async Task Download_WholeFile_IsThereWithItsHashAndTheHostSawNoKey()
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(200, Clip, "Content-Type: video/mp4"));
        ShouldBeTheClip(await FetchAsync(media));

        var request = media.Requests.Should().ContainSingle().Subject;
        request.Path.Should().Be("/v.mp4?sig=secret");
        request.Header("User-Agent").Should().StartWith("ChainForge/");
        request.Headers.Should().NotContainKey("Authorization");
        request.Headers.Values.Should().NotContain(value => value.Contains(Given.Key));
    }

    [Fact]
    public async Task Download_FileWasThereBefore_IsReplaced()
    {
        Directory.CreateDirectory(_folder.At("clip"));
        _folder.With("clip/v.mp4", [1, 2, 3]);
        _folder.With("clip/v.mp4.partial", [4]);
        await using var media = new RawServer(exchange => exchange.ReplyAsync(200, Clip));

        ShouldBeTheClip(await FetchAsync(media));
    }

    [Fact]
    public async Task Download_ChunkedWithoutLength_IsWhole()
    {
        await using var media = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, "Transfer-Encoding: chunked");
            // Split inside the signature, too.
            foreach (var part in new[] { Clip[..5], Clip[5..9], Clip[9..100_000], Clip[100_000..] })
            {
                await exchange.WriteAsync([.. System.Text.Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"), .. part, .. "\r\n"u8]);
            }

            await exchange.WriteAsync("0\r\n\r\n"u8.ToArray());
        });

        ShouldBeTheClip(await FetchAsync(media));
    }

    [Fact]
    public async Task Download_CutInHalf_IsResumedWhereItWasCut()
    {
        await using var media = new RawServer(exchange => exchange.Number == 1 ? HalfAsync(exchange, "ETag: \"one\"") : RestAsync(exchange));

        ShouldBeTheClip(await FetchAsync(media));

        media.Requests.Should().HaveCount(2);
        media.Requests[1].Header("Range").Should().Be("bytes=150000-");
        media.Requests[1].Header("If-Range").Should().Be("\"one\"");
    }

    [Theory]
    [InlineData("no tag")]
    [InlineData("weak tag")]
    [InlineData("host ignores the range")]
    [InlineData("file has changed")]
    public async Task Download_CutAndNotToBeResumed_StartsAnew(string why)
    {
        await using var media = new RawServer(exchange => exchange.Number > 1
            ? exchange.ReplyAsync(200, Clip, "ETag: \"two\"")
            : HalfAsync(exchange, why switch { "no tag" => "X: 1", "weak tag" => "ETag: W/\"one\"", _ => "ETag: \"one\"" }));

        ShouldBeTheClip(await FetchAsync(media));

        (media.Requests[1].Header("Range") is null).Should().Be(why is "no tag" or "weak tag");
    }

    [Theory]
    [InlineData("Content-Range: bytes 140000-299999/300000", "ETag: \"one\"")]
    [InlineData("Content-Range: bytes 150000-299999/310000", "ETag: \"one\"")]
    [InlineData("Content-Range: bytes 150000-299999/300000", "ETag: \"two\"")]
    [InlineData("X-No: range", "ETag: \"one\"")]
    public async Task Download_HostAnswersWithAnotherPart_StartsAnew(string range, string tag)
    {
        await using var media = new RawServer(exchange => exchange.Number switch
        {
            1 => HalfAsync(exchange, "ETag: \"one\""),
            2 => exchange.ReplyAsync(206, Clip[150_000..], range, tag),
            _ => exchange.ReplyAsync(200, Clip),
        });

        ShouldBeTheClip(await FetchAsync(media));

        media.Requests[2].Header("Range").Should().BeNull();
    }

    [Fact]
    public async Task Download_AlwaysCut_GivesUpAfterThreeRetries()
    {
        await using var media = new RawServer(exchange => HalfAsync(exchange));

        (await FailAsync(media)).Kind.Should().Be(ProviderFailureKind.Interrupted);

        media.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task Download_Empty_IsTriedAgainAndFails()
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(200));

        (await FailAsync(media)).Message.Should().Be("The video came empty.");

        media.Requests.Should().HaveCount(4);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("application/xml")]
    public async Task Download_PageInsteadOfTheFile_IsBadMediaByItsType(string type)
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(200, Clip, "Content-Type: " + type));

        (await FailAsync(media)).Kind.Should().Be(ProviderFailureKind.BadMedia);

        media.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(MediaKind.Video, "<!DOCTYPE html><p>Sign in", "*no MP4*")]
    [InlineData(MediaKind.Video, "#EXTM3U\nfile:///etc/passwd", "*no MP4*")]
    [InlineData(MediaKind.Picture, "<svg xmlns='http://www.w3.org/2000/svg'>", "*no PNG, JPEG or WebP*")]
    [InlineData(MediaKind.Picture, "\0\0\0\u0010ftypisom1234", "*no PNG, JPEG or WebP*")]
    [InlineData(MediaKind.Video, "\0\0\0\u0008ftyp", "*only 8 bytes*")]
    public async Task Download_WrongBytes_IsBadMediaWhateverTheHostCallsIt(MediaKind kind, string body, string message)
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(200, body, "Content-Type: video/mp4"));

        var failure = await FailAsync(media, kind);

        failure.Kind.Should().Be(ProviderFailureKind.BadMedia);
        failure.Message.Should().Match(message);
    }

    [Fact]
    public async Task Download_Picture_IsTaken()
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(200, Given.Png));

        (await FetchAsync(media, MediaKind.Picture)).Bytes.Should().Be(Given.Png.Length);
    }

    [Fact]
    public async Task Download_TellsThatItIsTooLarge_IsRefusedAtOnce()
    {
        await using var media = new RawServer(exchange => exchange.HeadAsync(200, "Content-Length: 10737418240"));

        (await FailAsync(media)).Kind.Should().Be(ProviderFailureKind.BadMedia);
    }

    [Fact]
    public async Task Download_GrowsTooLargeUntold_IsStopped()
    {
        await using var media = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, "Connection: close");
            // Not without end: were the cap to break, the test must not fill the disk.
            for (var sent = 0; sent < 50; sent++)
            {
                await exchange.WriteAsync(Clip);
            }

            exchange.Close();
        });

        var failure = await FailAsync(media, change: options => options with { MaxVideoBytes = 1_000_000 });

        failure.Kind.Should().Be(ProviderFailureKind.BadMedia);
        media.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(401, ProviderFailureKind.Unauthorized, 1)]
    [InlineData(403, ProviderFailureKind.Unauthorized, 1)]
    [InlineData(404, ProviderFailureKind.NotFound, 1)]
    [InlineData(410, ProviderFailureKind.NotFound, 1)]
    [InlineData(400, ProviderFailureKind.Unreadable, 1)]
    [InlineData(204, ProviderFailureKind.Unreadable, 1)]
    [InlineData(206, ProviderFailureKind.Interrupted, 4)]
    [InlineData(416, ProviderFailureKind.Interrupted, 4)]
    [InlineData(500, ProviderFailureKind.ServerError, 4)]
    [InlineData(503, ProviderFailureKind.ServerError, 4)]
    public async Task Download_Status_DecidesWhetherItIsTriedAgain(int status, ProviderFailureKind kind, int requests)
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(status));

        (await FailAsync(media)).Kind.Should().Be(kind);

        media.Requests.Should().HaveCount(requests);
    }

    [Fact]
    public async Task Download_HostIsSlowToBegin_IsTimeout()
    {
        await using var media = new RawServer(exchange => exchange.HangAsync());

        var failure = await FailAsync(media, change: options => options with { DownloadHeaderTimeout = TimeSpan.FromMilliseconds(60) });

        failure.Kind.Should().Be(ProviderFailureKind.Timeout);
        media.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task Download_HostStopsInTheMiddle_IsResumedAfterTheIdleTime()
    {
        await using var media = new RawServer(async exchange =>
        {
            if (exchange.Number > 1)
            {
                await RestAsync(exchange);
                return;
            }

            await exchange.HeadAsync(200, $"Content-Length: {Clip.Length}", "ETag: \"one\"");
            await exchange.WriteAsync(Clip[..150_000]);
            await exchange.HangAsync();
        });

        ShouldBeTheClip(await FetchAsync(media, change: options => options with { DownloadIdleTimeout = TimeSpan.FromMilliseconds(100) }));
    }

    [Fact]
    public async Task Download_HostDripsForEver_EndsAtTheWholeTimeout()
    {
        var dripping = new TaskCompletionSource();
        await using var media = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, $"Content-Length: {Clip.Length}");
            for (var at = 0; at < 100; at++)
            {
                await exchange.WriteAsync(Clip[at..(at + 1)]);
            }

            dripping.SetResult();
            await exchange.HangAsync();
        });
        var clock = new HastyClock(TimeSpan.Zero);
        using var provider = Given.Provider(Given.Options(media.Url) with
        {
            DownloadHeaderTimeout = TimeSpan.FromDays(1),
            DownloadIdleTimeout = TimeSpan.FromDays(1),
        }, clock: clock);

        var download = provider.DownloadAsync(media.Url, _folder.At("v.mp4"), MediaKind.Video, CancellationToken.None);
        await dripping.Task;
        clock.Advance(TimeSpan.FromMinutes(31));

        (await download.Invoking(it => it).Should().ThrowAsync<ProviderException>()).Which.Failure.Should().Be(
            new ProviderFailure(ProviderFailureKind.Timeout, "The download was not finished within 30 min."));
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task Download_Redirects_AreFollowedThreeTimes()
    {
        await using var media = new RawServer(exchange => exchange.Number <= 3
            ? exchange.ReplyAsync(302, "", $"Location: /next{exchange.Number}")
            : exchange.ReplyAsync(200, Clip));

        ShouldBeTheClip(await FetchAsync(media));

        media.Requests.Select(request => request.Path).Should().Equal("/v.mp4?sig=secret", "/next1", "/next2", "/next3");
    }

    [Fact]
    public async Task Download_RedirectsWithoutEnd_AreNotFollowed()
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(302, "", "Location: /again"));

        (await FailAsync(media)).Kind.Should().Be(ProviderFailureKind.Unreadable);

        media.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task Download_Cancelled_ThrowsAndLeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        await using var media = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, $"Content-Length: {Clip.Length}");
            await cancel.CancelAsync();
            await exchange.HangAsync();
        });
        using var provider = Given.Provider(media);

        var download = () => provider.DownloadAsync(media.Url, _folder.At("v.mp4"), MediaKind.Video, cancel.Token);

        await download.Should().ThrowAsync<OperationCanceledException>();
        _folder.Files.Should().BeEmpty();
    }
}
