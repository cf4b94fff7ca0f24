namespace ChainForge.Providers;

/// <summary>What a finished job gave. What is not said is null; believe this, not what was asked for.</summary>
/// <remarks>The addresses may be signed: they are kept in memory only and never logged or stored.</remarks>
public sealed record GenerationResult
{
    /// <summary>The MP4.</summary>
    public required Uri Video { get; init; }

    /// <summary>The true last frame as a picture; null when missing or not an address that can be used.</summary>
    public Uri? LastFrame { get; init; }

    /// <summary>Length in seconds, as the provider says it.</summary>
    public decimal? Seconds { get; init; }

    /// <summary>Width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>What it cost, in credits.</summary>
    public decimal? CreditsUsed { get; init; }

    // Addresses stay out of anything that prints a record.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"Seconds = {Seconds}, Width = {Width}, Height = {Height}, CreditsUsed = {CreditsUsed}");
        return true;
    }
}
