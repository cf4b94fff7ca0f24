namespace ChainForge.Providers.Pictory;

/// <summary>The HTTP clients that carry the key. They never follow a redirect: it would take the key, or the paid request, elsewhere.</summary>
internal static class ApiClients
{
    // Every submit on a connection of its own: one that had been idle could break just as the request goes out, and nobody could say whether it arrived.
    public static HttpClient ForSubmits(PictoryOptions options) => Create(options, TimeSpan.Zero);

    public static HttpClient ForQueries(PictoryOptions options) => Create(options, TimeSpan.FromMinutes(2));

    private static HttpClient Create(PictoryOptions options, TimeSpan connectionLifetime) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !options.BaseUrl.IsLoopback,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = connectionLifetime,
    })
    {
        // Our own time-outs are on the injected clock.
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
