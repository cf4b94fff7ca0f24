namespace ChainForge.Chains.Reading;

/// <summary>A block of the format: how a message calls it, and its keys. The JSON schema is tested to have the same.</summary>
internal sealed record BlockShape(string Name, params string[] Keys)
{
    public static readonly BlockShape Chain = new(
        "a chain", "name", "model", "aspectRatio", "duration", "style", "start", "segments", "stitch", "budget");

    public static readonly BlockShape Start = new("`start`", "firstFrame", "references", "extend");

    public static readonly BlockShape Segment = new("a segment", "id", "prompt", "duration", "handover", "references", "transition", "transitionLength");

    public static readonly BlockShape Stitch = new("`stitch`", "colour", "colourStrength", "audio", "loudness", "music", "musicVolume", "quality", "transition", "transitionLength");

    public static readonly BlockShape Budget = new("`budget`", "maxCredits");

    /// <summary>What to say of a key that this block does not have.</summary>
    public string RemedyFor(string key)
    {
        var elsewhere = new[] { Chain, Start, Segment, Stitch, Budget }.FirstOrDefault(shape => shape.Keys.Contains(key));
        if (elsewhere is not null)
        {
            return elsewhere == Chain ? "; it is set once, for the whole chain" : $"; it belongs into {elsewhere.Name}";
        }

        var meant = Problems.Suggestion.For(key, Keys);
        return meant.Length > 0 ? meant : $": {Problems.Shown.Choice([.. Keys.Select(known => $"`{known}`")])} can be set here";
    }
}
