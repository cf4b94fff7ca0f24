using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChainForge.Providers.Pictory.Wire;

/// <summary>What submit, poll and every error answer, in one tolerant shape: the job id is spelt <c>jobId</c> here and <c>job_id</c> there, errors sit on either level.</summary>
internal sealed record PictoryReply
{
    [JsonPropertyName("jobId"), JsonConverter(typeof(TolerantText))]
    public string? JobId { get; init; }

    [JsonPropertyName("job_id"), JsonConverter(typeof(TolerantText))]
    public string? JobIdInSnakeCase { get; init; }

    [JsonPropertyName("code"), JsonConverter(typeof(TolerantText))]
    public string? Code { get; init; }

    [JsonPropertyName("error_code"), JsonConverter(typeof(TolerantText))]
    public string? ErrorCode { get; init; }

    [JsonPropertyName("message"), JsonConverter(typeof(TolerantText))]
    public string? Message { get; init; }

    [JsonPropertyName("error_message"), JsonConverter(typeof(TolerantText))]
    public string? ErrorMessage { get; init; }

    [JsonPropertyName("error"), JsonConverter(typeof(TolerantText))]
    public string? Error { get; init; }

    [JsonPropertyName("fields")]
    public JsonElement Fields { get; init; }

    [JsonPropertyName("data"), JsonConverter(typeof(LenientObject<JobData>))]
    public JobData? Data { get; init; }

    [JsonIgnore]
    public string? AnyJobId => Data?.JobId ?? Data?.JobIdInSnakeCase ?? JobId ?? JobIdInSnakeCase;

    [JsonIgnore]
    public string? AnyCode => Data?.ErrorCode ?? Data?.Code ?? ErrorCode ?? Code;

    /// <summary>All that was said about what went wrong: the sentence, and the fields it is about.</summary>
    [JsonIgnore]
    public string? AnyMessage
    {
        get
        {
            var sentence = Data?.ErrorMessage ?? ErrorMessage ?? Data?.Message ?? Message ?? Error;
            var fields = JsonText.Of(Fields);
            return sentence is null ? fields : fields is null ? sentence : $"{sentence} ({fields})";
        }
    }
}

/// <summary>The <c>data</c> of a reply.</summary>
internal sealed record JobData
{
    [JsonPropertyName("jobId"), JsonConverter(typeof(TolerantText))]
    public string? JobId { get; init; }

    [JsonPropertyName("job_id"), JsonConverter(typeof(TolerantText))]
    public string? JobIdInSnakeCase { get; init; }

    [JsonPropertyName("status"), JsonConverter(typeof(TolerantText))]
    public string? Status { get; init; }

    [JsonPropertyName("url"), JsonConverter(typeof(AddressText))]
    public string? Url { get; init; }

    [JsonPropertyName("lastFrameImageUrl"), JsonConverter(typeof(AddressText))]
    public string? LastFrameImageUrl { get; init; }

    [JsonPropertyName("duration"), JsonConverter(typeof(TolerantNumber))]
    public decimal? Duration { get; init; }

    [JsonPropertyName("width"), JsonConverter(typeof(TolerantNumber))]
    public decimal? Width { get; init; }

    [JsonPropertyName("height"), JsonConverter(typeof(TolerantNumber))]
    public decimal? Height { get; init; }

    [JsonPropertyName("aiCreditsUsed"), JsonConverter(typeof(TolerantNumber))]
    public decimal? AiCreditsUsed { get; init; }

    [JsonPropertyName("code"), JsonConverter(typeof(TolerantText))]
    public string? Code { get; init; }

    [JsonPropertyName("error_code"), JsonConverter(typeof(TolerantText))]
    public string? ErrorCode { get; init; }

    [JsonPropertyName("message"), JsonConverter(typeof(TolerantText))]
    public string? Message { get; init; }

    [JsonPropertyName("error_message"), JsonConverter(typeof(TolerantText))]
    public string? ErrorMessage { get; init; }
}
