using System.Text.Json.Nodes;

namespace ChainForge.Chains.Schema;

/// <summary>The few shapes of schema that chain files need.</summary>
internal static class Keyword
{
    public static JsonObject Text(string description, int? maxLength = null)
    {
        var schema = new JsonObject { ["description"] = description, ["type"] = "string", ["minLength"] = 1 };
        if (maxLength is not null)
        {
            schema["maxLength"] = maxLength;
        }

        return schema;
    }

    public static JsonObject OneOf(string description, IEnumerable<string> words, string? byDefault = null)
    {
        var schema = new JsonObject { ["description"] = description, ["enum"] = Array(words) };
        if (byDefault is not null)
        {
            schema["default"] = byDefault;
        }

        return schema;
    }

    public static JsonObject Number(string description, double least, double most, double byDefault) =>
        new() { ["description"] = description, ["type"] = "number", ["minimum"] = least, ["maximum"] = most, ["default"] = byDefault };

    /// <summary>A number with its unit right behind it.</summary>
    public static JsonObject Amount(string description, string unit, string byDefault) =>
        new() { ["description"] = description, ["type"] = "string", ["pattern"] = $@"^[+-]?[0-9]+(\.[0-9]+)?{unit}$", ["default"] = byDefault };

    public static JsonObject Block(string description, JsonObject properties, params string[] required)
    {
        var schema = new JsonObject { ["description"] = description, ["type"] = "object", ["additionalProperties"] = false };
        if (required.Length > 0)
        {
            schema["required"] = Array(required);
        }

        schema["properties"] = properties;
        return schema;
    }

    public static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    public static JsonArray Array(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];
}
