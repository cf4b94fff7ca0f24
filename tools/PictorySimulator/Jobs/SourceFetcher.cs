namespace PictorySimulator.Jobs;

/// <summary>Fetches the pictures and videos that a request starts from.</summary>
internal sealed class SourceFetcher : IDisposable
{
    /// <summary>Tells the simulator's own requests from the client's in the request log.</summary>
    public const string UserAgent = "PictorySimulator/1.0";

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public SourceFetcher() => http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);

    public async Task<byte[]?> TryFetchAsync(Uri? uri, CancellationToken cancel)
    {
        if (uri is null)
        {
            return null;
        }

        try
        {
            return await http.GetByteArrayAsync(uri, cancel);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw new SourceException($"The file at {uri.GetLeftPart(UriPartial.Path)} could not be fetched.");
        }
    }

    public void Dispose() => http.Dispose();
}

internal sealed class SourceException(string message) : Exception(message);
