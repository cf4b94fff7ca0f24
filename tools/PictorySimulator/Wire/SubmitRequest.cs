namespace PictorySimulator.Wire;

/// <summary>A valid submit, its defaults filled in.</summary>
internal sealed record SubmitRequest(string Prompt, ModelCard Model, string AspectRatio, int Seconds)
{
    public Uri? FirstFrame { get; init; }
    public Uri? Extend { get; init; }
    public IReadOnlyList<Uri> References { get; init; } = [];
    public Uri? Webhook { get; init; }

    public decimal Credits => Model.CreditsPerSecond * Seconds;

    /// <summary>The pictures or video it starts from.</summary>
    public IEnumerable<Uri> Sources =>
        References.Concat(new[] { FirstFrame, Extend }.OfType<Uri>());
}

/// <summary>One complaint about a field.</summary>
internal sealed record FieldError(string Name, string Errors);
