using System.Text.Json;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Providers.Pictory.Transfers;

public sealed class UploadTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Task SlotAsync(RawExchange exchange, RawServer media) => exchange.JsonAsync(
        $$$"""{"success":true,"data":{"signedUrl":"{{{media.Url}}}put?sig=secret","url":"{{{media.Url}}}public.png","key":"k"}}""");

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpg", "image/jpeg")]
    [InlineData("webp", "image/webp")]
    [InlineData("mp4", "video/mp4")]
    public async Task Upload_File_IsPutWithoutTheKeyUnderANameOfOurOwn(string extension, string contentType)
    {
        byte[] bytes = extension switch
        {
            "png" => Given.Png,
            "jpg" => [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0\u0001\u0001\0"u8],
            "webp" => [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBPVP8 "u8],
            _ => Given.Mp4(200_000),
        };
        await using var media = new RawServer(exchange => exchange.ReplyAsync(200));
        await using var api = new RawServer(exchange => SlotAsync(exchange, media));
        using var provider = Given.Provider(api);

        var address = await provider.UploadAsync(_folder.With("my 'secret' name.bin", bytes), CancellationToken.None);

        address.Should().Be(new Uri(media.Url, "/public.png"));
        var asked = api.Requests.Should().ContainSingle().Subject;
        (asked.Method, asked.Path, asked.Header("Authorization")).Should().Be(("POST", "/pictoryapis/v1/media/generateurl", Given.Key));
        var body = JsonDocument.Parse(asked.Text).RootElement;
        body.GetProperty("fileName").GetString().Should().MatchRegex($"^[0-9a-f]{{16}}\\.{extension}$");
        body.GetProperty("contentType").GetString().Should().Be(contentType);
        var put = media.Requests.Should().ContainSingle().Subject;
        (put.Method, put.Path, put.Header("Content-Type")).Should().Be(("PUT", "/put?sig=secret", contentType));
        put.Body.Should().Equal(bytes);
        put.Headers.Should().NotContainKey("Authorization").And.NotContainKey("Transfer-Encoding");
    }

    [Fact]
    public async Task Upload_PassingTrouble_IsTriedAgainWithTheWholeFile()
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(exchange.Number == 1 ? 503 : 200));
        await using var api = new RawServer(exchange => SlotAsync(exchange, media));
        using var provider = Given.Provider(api);

        await provider.UploadAsync(_folder.With("a.png", Given.Png), CancellationToken.None);

        media.Requests.Should().HaveCount(2);
        media.Requests[1].Body.Should().Equal(Given.Png);
    }

    [Theory]
    [InlineData(403, ProviderFailureKind.Unauthorized)]
    [InlineData(307, ProviderFailureKind.Unreadable)]
    public async Task Upload_HostRefuses_ThrowsWithoutTheAddress(int status, ProviderFailureKind kind)
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(status, "", "Location: /elsewhere"));
        await using var api = new RawServer(exchange => SlotAsync(exchange, media));
        using var provider = Given.Provider(api);

        var upload = () => provider.UploadAsync(_folder.With("a.png", Given.Png), CancellationToken.None);

        var failure = (await upload.Should().ThrowAsync<ProviderException>()).Which.Failure;
        failure.Kind.Should().Be(kind);
        failure.Message.Should().NotContain("secret");
        media.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("http://cdn.example/put", "https://cdn.example/a.png")]
    [InlineData("https://10.0.0.1/put", "https://cdn.example/a.png")]
    [InlineData("https://cdn.example/put", "ftp://cdn.example/a.png")]
    public async Task Upload_AddressNotToBeUsed_Throws(string target, string address)
    {
        await using var api = new RawServer(exchange => exchange.JsonAsync($$$"""{"data":{"signedUrl":"{{{target}}}","url":"{{{address}}}"}}"""));
        using var provider = Given.Provider(api);

        var upload = () => provider.UploadAsync(_folder.With("a.png", Given.Png), CancellationToken.None);

        (await upload.Should().ThrowAsync<ProviderException>()).Which.Failure.Kind.Should().Be(ProviderFailureKind.UnsafeAddress);
    }

    [Fact]
    public async Task Upload_FileThatIsNoMediaOrTooLarge_AsksNobody()
    {
        await using var api = new RawServer(exchange => exchange.JsonAsync("{}"));
        using var provider = Given.Provider(Given.Options(api.Url) with { MaxPictureBytes = 5 });

        foreach (var (bytes, message) in new[] { ("GIF89a, a moving one"u8.ToArray(), "*a.png is no PNG*"), ([], "*a.png is no PNG*"), (Given.Png, "*5 are allowed*") })
        {
            var upload = () => provider.UploadAsync(_folder.With("a.png", bytes), CancellationToken.None);

            (await upload.Should().ThrowAsync<ProviderException>().WithMessage(message)).Which.Failure.Kind.Should().Be(ProviderFailureKind.BadMedia);
        }

        api.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Upload_NoSlot_Throws()
    {
        await using var api = new RawServer(exchange => exchange.JsonAsync("""{"success":true,"data":{}}"""));
        using var provider = Given.Provider(api);

        var upload = () => provider.UploadAsync(_folder.With("a.png", Given.Png), CancellationToken.None);

        (await upload.Should().ThrowAsync<ProviderException>()).Which.Failure.Kind.Should().Be(ProviderFailureKind.Unreadable);
    }
}
