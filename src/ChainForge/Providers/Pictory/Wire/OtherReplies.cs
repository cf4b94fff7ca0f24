using System.Text.Json.Serialization;

namespace ChainForge.Providers.Pictory.Wire;

/// <summary>Reply of <c>GET /v1/jobs</c>. Each item has the shape of a poll.</summary>
internal sealed record JobListReply
{
    [JsonPropertyName("items")]
    public PictoryReply?[]? Items { get; init; }

    [JsonPropertyName("nextPageKey"), JsonConverter(typeof(TolerantText))]
    public string? NextPageKey { get; init; }
}

/// <summary>Reply of <c>GET /v1/quota</c>: a bare object; a <c>data</c> around it is read too.</summary>
internal sealed record QuotaReply
{
    [JsonPropertyName("aiCredits"), JsonConverter(typeof(LenientObject<CreditsData>))]
    public CreditsData? AiCredits { get; init; }

    [JsonPropertyName("data"), JsonConverter(typeof(LenientObject<QuotaReply>))]
    public QuotaReply? Data { get; init; }
}

/// <summary>The month's credits, fractional.</summary>
internal sealed record CreditsData
{
    [JsonPropertyName("used"), JsonConverter(typeof(TolerantNumber))]
    public decimal? Used { get; init; }

    [JsonPropertyName("limit"), JsonConverter(typeof(TolerantNumber))]
    public decimal? Limit { get; init; }
}

/// <summary>Body of <c>POST /v1/media/generateurl</c>.</summary>
internal sealed record UploadSlotBody
{
    [JsonPropertyName("fileName")]
    public required string FileName { get; init; }

    [JsonPropertyName("contentType")]
    public required string ContentType { get; init; }
}

/// <summary>Reply of <c>POST /v1/media/generateurl</c>.</summary>
internal sealed record UploadSlotReply
{
    [JsonPropertyName("data"), JsonConverter(typeof(LenientObject<UploadSlotData>))]
    public UploadSlotData? Data { get; init; }
}

/// <summary>Where to put the bytes, and where they can be read afterwards.</summary>
internal sealed record UploadSlotData
{
    [JsonPropertyName("signedUrl"), JsonConverter(typeof(AddressText))]
    public string? SignedUrl { get; init; }

    [JsonPropertyName("url"), JsonConverter(typeof(AddressText))]
    public string? Url { get; init; }
}
