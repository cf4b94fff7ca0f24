using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChainForge.Chains.Schema;

namespace ChainForge.Chains;

/// <summary>
/// The JSON schema of chain files, for completion, hover texts and red underlines in an editor. The reader knows more:
/// what needs the whole file or the disk is not said here.
/// </summary>
public static class ChainSchema
{
    /// <summary>Name of the file that chains point to with <c># yaml-language-server: $schema=./chain.schema.json</c>.</summary>
    public const string FileName = "chain.schema.json";

    // Names and texts hold quotes, arrows and the like: escaped they would be unreadable, and nothing here goes into HTML.
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema, JSON Schema draft-07 because editors know it best, ending in a newline; equal for equal limits.</summary>
    public static string Generate(ChainLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "ChainForge chain",
            ["description"] = "An ordered list of prompts that becomes one seamless video.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("segments"),
            ["properties"] = ChainBlocks.Chain(limits),
            ["allOf"] = new JsonArray([.. limits.Models.Select((model, index) => ModelRules.For(model, isDefault: index == 0))]),
            ["definitions"] = ChainBlocks.Definitions(limits),
        };
        return schema.ToJsonString(Readable) + "\n";
    }
}
