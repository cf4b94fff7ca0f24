using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ChainForge.Providers.Pictory.Wire;

/// <summary>Source-generated reading and writing of every wire type.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true, AllowDuplicateProperties = true)]
[JsonSerializable(typeof(SubmitBody))]
[JsonSerializable(typeof(PictoryReply))]
[JsonSerializable(typeof(JobListReply))]
[JsonSerializable(typeof(QuotaReply))]
[JsonSerializable(typeof(UploadSlotBody))]
[JsonSerializable(typeof(UploadSlotReply))]
internal sealed partial class PictoryJson : JsonSerializerContext
{
    /// <summary>The object, or null when the text is not JSON or not of this shape.</summary>
    public static T? Read<T>(string text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text.TrimStart('\uFEFF'), type);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a lone surrogate in a string.
            return null;
        }
    }
}
