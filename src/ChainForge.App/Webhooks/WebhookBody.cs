using System.Text.Json;

namespace ChainForge.App.Webhooks;

/// <summary>The body of a call, of which nothing is believed and one thing is read: the job that it names.</summary>
internal static class WebhookBody
{
    // The documentation does not show the body: most likely the poll's, perhaps wrapped.
    private static readonly string[] Names = ["job_id", "jobId"];
    private static readonly string[] Wrappings = ["data", "payload"];

    // As long as any job's id may be.
    private const int LongestId = 128;

    /// <returns>Null when it names no job, or is no JSON.</returns>
    /// <exception cref="BadHttpRequestException">It is longer than the service reads, or does not come.</exception>
    public static async Task<string?> JobIdAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            // Grows with what arrives, in buffers that are used again; the server stops at its limit, for chunks too.
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            return Find(body.RootElement, depth: 2);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: half a character, or bytes that are no text.
            return null;
        }
    }

    private static string? Find(JsonElement element, int depth)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in Names)
        {
            if (element.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 and <= LongestId } text)
            {
                return text;
            }
        }

        return depth == 0 ? null : Wrappings.Select(name => element.TryGetProperty(name, out var inner) ? Find(inner, depth - 1) : null).FirstOrDefault(id => id is not null);
    }
}
