namespace PictorySimulator.Admin;

/// <summary>Every request that arrived.</summary>
internal sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly List<SeenRequest> seen = [];

    public IReadOnlyList<SeenRequest> All
    {
        get
        {
            lock (gate)
            {
                return [.. seen];
            }
        }
    }

    public void Add(SeenRequest request)
    {
        lock (gate)
        {
            seen.Add(request);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            seen.Clear();
        }
    }
}

/// <summary>One request. It is listed when it was answered, in that order.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Port">The port it arrived at.</param>
/// <param name="HasKey">It had an <c>Authorization</c> header; the value is never kept.</param>
/// <param name="UserAgent">Its User-Agent.</param>
/// <param name="Range">Its <c>Range</c> header.</param>
/// <param name="Body">The JSON of a submit.</param>
/// <param name="Status">The answer's status; 0 when the connection ended without one.</param>
public sealed record SeenRequest(
    DateTimeOffset At, string Method, string Path, int Port, bool HasKey, string? UserAgent, string? Range, string? Body, int Status);
