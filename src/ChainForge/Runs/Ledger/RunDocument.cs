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

        // What a newer program knows and this one does not would be gone with the next change: such a run is left to the newer one.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Write(Run run) => JsonSerializer.Serialize(run, Options);

    /// <exception cref="LedgerException">The text is not a run, or says something that this program does not know.</exception>
    public static Run Read(string id, long version, string text)
    {
        try
        {
            var run = JsonSerializer.Deserialize<Run>(text, Options) ?? throw new JsonException("There is nothing in it.");
            return run.Id == id && run.Segments.Length == run.Definition.Segments.Count
                ? run with { Version = version }
                : throw new JsonException("It does not fit the row that it stands in.");
        }
        catch (JsonException e)
        {
            throw new LedgerException(
                $"The ledger's record of run {id} is damaged, or was written by a newer program: {e.Message} It is left alone; its credits stay counted.", e);
        }
    }
}
