namespace ChainForge.App.Commands;

/// <summary>Compares this machine's clock with the provider's: TLS, deadlines and the ledger's history rely on it.</summary>
internal static class ClockCheck
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    public static async Task<Finding> RunAsync(Uri baseUrl, TimeProvider time, CancellationToken cancellationToken)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(baseUrl, "/"));
        request.Headers.UserAgent.ParseAdd("ChainForge");
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            if (response.Headers.Date is not { } theirs)
            {
                return new Finding("clock", true, "the provider does not say its time");
            }

            var off = time.GetUtcNow() - theirs;
            return new Finding("clock", off.Duration() < Tolerance, $"{Math.Abs(off.TotalSeconds):0} s {(off > TimeSpan.Zero ? "ahead of" : "behind")} the provider's");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new Finding("clock", false, $"{baseUrl.Host} does not answer: {e.Message}");
        }
    }
}
