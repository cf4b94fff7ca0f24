using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChainForge.Runs;

/// <summary>A run as JSON text, and back.</summary>
internal static class RunDocument
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(Run run) => JsonSerializer.Serialize(run, Options);

    /// <exception cref="LedgerException">The text is not a run.</exception>
    public static Run Read(string id, long version, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Run>(text, Options)! with { Version = version };
        }
        catch (JsonException e)
        {
            throw new LedgerException($"The ledger's record of run {id} is damaged: {e.Message}", e);
        }
    }
}
