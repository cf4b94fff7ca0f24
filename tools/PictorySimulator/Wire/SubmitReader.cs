using System.Text.Json;

namespace PictorySimulator.Wire;

/// <summary>Checks a submit as documented; unknown fields are dropped without a word.</summary>
internal sealed class SubmitReader
{
    private static readonly string[] Starts = ["firstFrameImageUrl", "extendVideoUrl", "referenceImageUrls"];
    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> Errors => errors;

    public SubmitRequest? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return Complain<SubmitRequest>("body", "must be a JSON object");
        }

        var prompt = Text(body, "prompt");
        if (prompt is null || prompt.Length is < 5 or > 5000)
        {
            Complain<string>("prompt", "is required and must have 5 to 5000 characters");
        }

        var model = Catalogue.Find(Text(body, "model") ?? "pixverse5.5");
        if (model is null)
        {
            return Complain<SubmitRequest>("model", $"must be one of {string.Join(", ", Catalogue.Models.Select(m => m.Name))}");
        }

        var ratio = Text(body, "aspectRatio") ?? model.AspectRatios[0];
        if (!model.AspectRatios.Contains(ratio))
        {
            Complain<string>("aspectRatio", $"must be one of {string.Join(", ", model.AspectRatios)}");
        }

        var duration = Text(body, "duration") ?? $"{model.Seconds[0]}s";
        var seconds = Array.Find(model.Seconds, s => $"{s}s" == duration);
        if (seconds == 0)
        {
            Complain<string>("duration", $"must be one of {string.Join(", ", model.Seconds.Select(s => $"{s}s"))}");
        }

        var given = Starts.Where(name => Present(body, name)).ToList();
        if (given.Count > 1)
        {
            Complain<string>(given[1], $"only one of {string.Join(", ", Starts)} may be given");
        }

        var request = new SubmitRequest(prompt ?? "", model, ratio, seconds)
        {
            FirstFrame = Address(body, "firstFrameImageUrl"),
            Extend = Address(body, "extendVideoUrl"),
            References = Addresses(body, "referenceImageUrls"),
            Webhook = Address(body, "webhook"),
        };
        return errors.Count == 0 ? request : null;
    }

    private static bool Present(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private string? Text(JsonElement body, string name) =>
        !Present(body, name) ? null
        : body.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()
        : Complain<string>(name, "must be a string");

    private Uri? Address(JsonElement body, string name) =>
        Text(body, name) is { } text ? Parse(name, text) : null;

    private List<Uri> Addresses(JsonElement body, string name)
    {
        if (!Present(body, name))
        {
            return [];
        }

        var value = body.GetProperty(name);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is < 1 or > 3
            || value.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.String))
        {
            Complain<string>(name, "must be an array of 1 to 3 URIs");
            return [];
        }

        return [.. value.EnumerateArray().Select(v => Parse(name, v.GetString()!)).OfType<Uri>()];
    }

    private Uri? Parse(string name, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : Complain<Uri>(name, "must be a valid uri");

    private T? Complain<T>(string name, string problem)
        where T : class
    {
        errors.Add(new(name, $"\"{name}\" {problem}"));
        return null;
    }
}
