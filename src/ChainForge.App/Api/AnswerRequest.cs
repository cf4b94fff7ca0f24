using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChainForge.App.Api;

/// <summary>What goes with an answer; everything may be left out but the job of <c>adopt</c>.</summary>
/// <param name="JobId">The provider's job, for <c>adopt</c>.</param>
/// <param name="Version">The run's version that the person looked at: the answer is refused when the run has changed since.</param>
/// <param name="MaxCredits">A new cap of the run, for <c>retry</c>: a chain that came over HTTP has no file to raise its budget in.</param>
internal sealed record AnswerRequest(string? JobId, long? Version, decimal? MaxCredits)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="BadHttpRequestException">It is not JSON, or not such.</exception>
    public static async Task<AnswerRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // A form of a page elsewhere cannot send it.
        if (!request.HasJsonContentType())
        {
            throw new BadHttpRequestException("Send `Content-Type: application/json`, with `{}` when there is nothing to say.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<AnswerRequest>(request.Body, Strict, cancellationToken) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new BadHttpRequestException("The body is one JSON object, for example {\"version\": 7}; it may hold `jobId` (adopt), `version` and `maxCredits` (retry), and nothing else.");
        }
    }
}
