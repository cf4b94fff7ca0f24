using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChainForge.Providers.Pictory.Wire;

/// <summary>Reads 12.8, "12.8" and "8s"; what is no number is null, not an error, because a paid result must stay readable.</summary>
internal sealed class TolerantNumber : JsonConverter<decimal?>
{
    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = JsonText.Of(JsonElement.ParseValue(ref reader))?.Trim();
        if (text is not null && text.EndsWith('s'))
        {
            text = text[..^1];
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
