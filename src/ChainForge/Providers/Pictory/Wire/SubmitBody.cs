using System.Text.Json.Serialization;

namespace ChainForge.Providers.Pictory.Wire;

/// <summary>Body of <c>POST /v1/aistudio/videos</c>. What is null is left out.</summary>
internal sealed record SubmitBody
{
    [JsonPropertyName("prompt")]
    public required string Prompt { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("aspectRatio")]
    public required string AspectRatio { get; init; }

    [JsonPropertyName("duration")]
    public required string Duration { get; init; }

    [JsonPropertyName("firstFrameImageUrl")]
    public string? FirstFrameImageUrl { get; init; }

    [JsonPropertyName("extendVideoUrl")]
    public string? ExtendVideoUrl { get; init; }

    [JsonPropertyName("referenceImageUrls")]
    public string[]? ReferenceImageUrls { get; init; }

    [JsonPropertyName("webhook")]
    public string? Webhook { get; init; }

    // The original strings: a signed address must arrive exactly as it was given.
    public static SubmitBody From(GenerationRequest request, Uri? webhook) => new()
    {
        Prompt = request.Prompt,
        Model = request.Model,
        AspectRatio = request.AspectRatio,
        Duration = $"{request.Seconds}s",
        FirstFrameImageUrl = request.FirstFrame?.OriginalString,
        ExtendVideoUrl = request.Extend?.OriginalString,
        ReferenceImageUrls = request.References.Count == 0 ? null : [.. request.References.Select(reference => reference.OriginalString)],
        Webhook = webhook?.OriginalString,
    };
}
