using System.Net;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Providers.Pictory.Transfers;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Providers.Pictory.Transfers;

/// <summary>A finished job names an address inside: nothing may ever connect to it.</summary>
public sealed class UnsafeAddressTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<IPEndPoint> _dialled = [];
    private readonly List<string> _resolved = [];

    public void Dispose() => _folder.Dispose();

    // The API is the real one (never called here), so loopback is off limits.
    private PictoryProvider ProviderOnTheInternet(params IPAddress[][] answers) => PictoryProvider.Create(
        new PictoryOptions { ApiKey = Given.Key, RetryDelay = TimeSpan.FromMilliseconds(1) }, TimeProvider.System, new LogLines(),
        new SafeConnect(
            allowLoopback: false,
            (host, _) =>
            {
                _resolved.Add(host);
                return Task.FromResult(answers[Math.Min(_resolved.Count, answers.Length) - 1]);
            },
            (target, _) =>
            {
                _dialled.Add(target);
                throw new IOException("Dialled.");
            }));

    private async Task<ProviderFailure> FailureOfAsync(PictoryProvider provider, string address, MediaKind kind = MediaKind.Video)
    {
        using var owned = provider;
        var download = () => provider.DownloadAsync(new Uri(address), _folder.At("v.mp4"), kind, CancellationToken.None);
        return (await download.Should().ThrowAsync<ProviderException>()).Which.Failure;
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/v.mp4")]
    [InlineData("https://127.0.0.1:{0}/v.mp4")]
    [InlineData("https://localhost:{0}/v.mp4")]
    [InlineData("https://[::1]:{0}/v.mp4")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/v.mp4")]
    [InlineData("https://2130706433:{0}/v.mp4")]
    [InlineData("https://0x7f.1:{0}/v.mp4")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://cdn.example/v.mp4")]
    [InlineData("ftp://cdn.example/v.mp4")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:pw@cdn.example/v.mp4")]
    public async Task Download_AddressThatIsPlainlyWrong_IsRefusedBeforeAnyLookUp(string address)
    {
        await using var inside = new RawServer(exchange => exchange.ReplyAsync(200, Given.Mp4(100)));

        var failure = await FailureOfAsync(ProviderOnTheInternet([IPAddress.Loopback]), string.Format(address, inside.Port));

        failure.Kind.Should().Be(ProviderFailureKind.UnsafeAddress);
        inside.Connections.Should().Be(0);
        _resolved.Should().BeEmpty();
        _dialled.Should().BeEmpty();
        _folder.Files.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(PublicAddressTests.NotPublic), MemberType = typeof(PublicAddressTests))]
    public async Task Download_NameThatLeadsInside_IsRefusedWhenConnecting(string address)
    {
        var failure = await FailureOfAsync(ProviderOnTheInternet([IPAddress.Parse(address)]), "https://cdn.example/v.mp4?sig=secret");

        failure.Kind.Should().Be(ProviderFailureKind.UnsafeAddress);
        failure.IsRetryable.Should().BeFalse();
        failure.Message.Should().Contain("cdn.example").And.NotContain("secret");
        _resolved.Should().ContainSingle("it is not asked again until it gives in");
        _dialled.Should().BeEmpty();
    }

    [Fact]
    public async Task Download_OneOfSeveralAddressesLeadsInside_IsRefused()
    {
        var failure = await FailureOfAsync(
            ProviderOnTheInternet([IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.0.0.1")]), "https://cdn.example/v.mp4");

        failure.Kind.Should().Be(ProviderFailureKind.UnsafeAddress);
        _dialled.Should().BeEmpty();
    }

    [Fact]
    public async Task Download_NameThatChangesItsMind_IsDialledWhereItWasChecked()
    {
        var failure = await FailureOfAsync(
            ProviderOnTheInternet([IPAddress.Parse("8.8.8.8")], [IPAddress.Loopback]), "https://cdn.example/v.mp4");

        // First try: checked and dialled at 8.8.8.8. The retry resolves anew, gets loopback, and is refused.
        _dialled.Should().Equal(new IPEndPoint(IPAddress.Parse("8.8.8.8"), 443));
        _resolved.Should().HaveCount(2);
        failure.Kind.Should().Be(ProviderFailureKind.UnsafeAddress);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://10.0.0.1/v.mp4")]
    [InlineData("http://cdn.example/v.mp4")]
    [InlineData("file:///etc/passwd")]
    public async Task Download_RedirectToAWrongAddress_IsRefused(string location)
    {
        await using var media = new RawServer(exchange => exchange.ReplyAsync(302, "", "Location: " + location));
        using var provider = Given.Provider(media);

        var failure = await FailureOfAsync(provider, media.Url + "v.mp4");

        failure.Kind.Should().Be(ProviderFailureKind.UnsafeAddress);
        media.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task SafeConnect_FirstAddressDoesNotAnswer_TriesTheNext()
    {
        using var provider = PictoryProvider.Create(
            new PictoryOptions { ApiKey = Given.Key, RetryDelay = TimeSpan.FromMilliseconds(1) }, TimeProvider.System, new LogLines(),
            new SafeConnect(
                false,
                (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Parse("8.8.4.4")]),
                (target, _) =>
                {
                    _dialled.Add(target);
                    throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused);
                }));

        var failure = await FailureOfAsync(provider, "https://cdn.example/v.mp4");

        failure.Kind.Should().Be(ProviderFailureKind.Unreachable);
        _dialled.Select(target => target.Address.ToString()).Take(2).Should().Equal("8.8.8.8", "8.8.4.4");
        _dialled.Should().HaveCount(8, "two addresses, four tries");
    }
}
