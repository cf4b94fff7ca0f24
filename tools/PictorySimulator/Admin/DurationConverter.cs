using System.Text.Json;
using System.Text.Json.Serialization;

namespace PictorySimulator.Admin;

/// <summary>Reads <c>2.5</c> (seconds), <c>"2s"</c>, <c>"250ms"</c>, <c>"1m"</c> and <c>"00:00:02"</c>.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? TimeSpan.FromSeconds(reader.GetDouble())
        : Parse(reader.GetString()!) ?? throw new JsonException("A duration is a number of seconds, \"2s\", \"250ms\" or \"1m\".");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public static TimeSpan? Parse(string text)
    {
        double? Number(string suffix) =>
            text.EndsWith(suffix, StringComparison.Ordinal) && double.TryParse(text[..^suffix.Length], out var number) ? number : null;

        return Number("ms") is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds)
            : Number("s") is { } seconds ? TimeSpan.FromSeconds(seconds)
            : Number("m") is { } minutes ? TimeSpan.FromMinutes(minutes)
            : text.Contains(':') && TimeSpan.TryParse(text, out var span) ? span
            : null;
    }
}
