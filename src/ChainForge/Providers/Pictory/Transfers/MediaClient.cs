using System.Net;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>The HTTP client for media hosts. It has never seen the key, and judges every address it goes to, each redirect's too.</summary>
internal sealed class MediaClient : IDisposable
{
    private const int MostRedirects = 3;

    private readonly HttpClient _client;
    private readonly MediaAddress _rule;
    private readonly TimeProvider _clock;
    private readonly string _userAgent;

    public MediaClient(SafeConnect connect, MediaAddress rule, string userAgent, TimeProvider clock)
    {
        (_rule, _clock, _userAgent) = (rule, clock, userAgent);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would do the looking up and connecting, and with it the judging, elsewhere.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = connect.ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends, follows up to three redirects, and answers when the headers are there.</summary>
    /// <exception cref="ProviderException">The address must not be used, or the network failed.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Func<Uri, HttpRequestMessage> create, Uri address, TimeSpan headerTimeout, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            _rule.Require(address);
            var response = await SendOnceAsync(create, address, headerTimeout, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return response;
            }

            using (response)
            {
                if (response.Headers.Location is not { } location || redirects == MostRedirects || response.RequestMessage?.Method != HttpMethod.Get)
                {
                    throw new ProviderException(new ProviderFailure(
                        ProviderFailureKind.Unreadable, $"{address.Host} redirects without saying where, too often, or an upload."));
                }

                address = new Uri(address, location);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(
        Func<Uri, HttpRequestMessage> create, Uri address, TimeSpan headerTimeout, CancellationToken cancellationToken)
    {
        using var request = create(address);
        request.Version = HttpVersion.Version11;
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        using var timer = new CancellationTokenSource(headerTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (Exception exception) when (NetworkFault.Is(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProviderException(NetworkFault.Read(exception, address.Host, timer.IsCancellationRequested ? headerTimeout : null));
        }
    }
}
