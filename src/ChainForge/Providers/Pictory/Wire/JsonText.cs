using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChainForge.Providers.Pictory.Wire;

/// <summary>Any JSON value as a line for a person: errors come as strings, numbers, lists and objects.</summary>
internal static class JsonText
{
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => Join(value.EnumerateArray().Select(Of)),
        JsonValueKind.Object => OfObject(value),
        _ => value.GetRawText(),
    };

    // {"name":"duration","errors":"…"} is documented; anything else is told as name: value.
    private static string? OfObject(JsonElement value) =>
        value.TryGetProperty("name", out var name) && value.TryGetProperty("errors", out var errors)
            ? $"{Of(name)}: {Of(errors)}"
            : Join(value.EnumerateObject().Select(property => $"{property.Name}: {Of(property.Value)}"));

    private static string? Join(IEnumerable<string?> parts)
    {
        var text = string.Join("; ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return text.Length == 0 ? null : text;
    }
}

/// <summary>Reads a string whatever JSON value it is written as: error codes come as "5001" and as 5001.</summary>
internal sealed class TolerantText : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonText.Of(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Reads an address: a string or nothing, for a list of addresses is none.</summary>
internal sealed class AddressText : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : null;
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
