using System.Buffers;
using System.Net;
using System.Text;

namespace ChainForge.Providers.Pictory;

/// <summary>One request to the API, one exchange back. It knows the key, the time-out and the gate, and nothing of what the words mean.</summary>
internal sealed class PictoryProxy(HttpClient submits, HttpClient queries, AccountGate gate, AccountKey key, PictoryOptions options, TimeProvider clock) : IDisposable
{
    private const int MostBytes = 1 << 20;

    // A 429 that names no time: long enough for a window of a second to pass.
    private static readonly TimeSpan UnnamedPause = TimeSpan.FromSeconds(2);

    private readonly string _base = options.BaseUrl.AbsoluteUri.TrimEnd('/');

    /// <summary>The paid one.</summary>
    public Task<ApiExchange> SubmitAsync(string path, OnceContent body, CancellationToken cancellationToken) =>
        SendAsync(submits, GateLane.Submit, Request(HttpMethod.Post, path, body), options.SubmitTimeout, cancellationToken);

    /// <summary>Any other.</summary>
    public Task<ApiExchange> AskAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken) =>
        SendAsync(queries, GateLane.Query, Request(method, path, body is null ? null : new OnceContent(body)), options.QueryTimeout, cancellationToken);

    public void Dispose()
    {
        submits.Dispose();
        queries.Dispose();
        gate.Dispose();
    }

    private ApiRequest Request(HttpMethod method, string path, HttpContent? body)
    {
        var request = new HttpRequestMessage(method, _base + path)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        // The raw key is no "scheme parameter" pair, which validation would insist on.
        var current = key.Current;
        request.Headers.TryAddWithoutValidation("Authorization", current);
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return new ApiRequest(request, current);
    }

    // Throws only when the caller cancels at the gate, before anything is sent; afterwards every end is an exchange.
    private async Task<ApiExchange> SendAsync(
        HttpClient client, GateLane lane, ApiRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var message = request.Message;
        if (await gate.EnterAsync(lane, cancellationToken) is { } wait)
        {
            return new ApiExchange.HeldBack(wait);
        }

        using var timer = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        ProviderFailure Fault(Exception exception) => cancellationToken.IsCancellationRequested
            ? new(ProviderFailureKind.Interrupted, "Cancelled before the answer was whole.")
            : NetworkFault.Read(exception, options.BaseUrl.Host, timer.IsCancellationRequested ? timeout : null);

        try
        {
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var retryAfter = RetryAfterHeader.Read(response.Headers, clock.GetUtcNow());
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                gate.Pause(retryAfter ?? UnnamedPause);
            }

            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                key.Refused(request.Key);
            }
            else if (response.IsSuccessStatusCode)
            {
                key.Accepted(request.Key);
            }

            var (body, failure) = await ReadAsync(response, Fault, either.Token);
            return new ApiExchange.Replied((int)response.StatusCode, body, retryAfter, failure);
        }
        catch (Exception exception) when (NetworkFault.Is(exception))
        {
            return new ApiExchange.Broken(Fault(exception));
        }
    }

    // A status that came is worth keeping even if its body did not.
    private static async Task<(string Body, ProviderFailure? Failure)> ReadAsync(
        HttpResponseMessage response, Func<Exception, ProviderFailure> fault, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        string Text() => Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (buffer.Length + read > MostBytes)
                {
                    return (Text(), new ProviderFailure(ProviderFailureKind.Unreadable, "Pictory answered more than 1 MB."));
                }

                buffer.Write(chunk, 0, read);
            }

            return (Text(), null);
        }
        catch (Exception exception) when (NetworkFault.Is(exception))
        {
            return (Text(), fault(exception));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private sealed record ApiRequest(HttpRequestMessage Message, string Key);
}
