using System.Text.Json.Serialization;

namespace ChainForge.Providers;

/// <summary>One paid request. Model, ratio and length are always sent: the provider's defaults are not the chain's.</summary>
/// <remarks>At most one of <see cref="FirstFrame"/>, <see cref="Extend"/> and <see cref="References"/> is set.</remarks>
public sealed record GenerationRequest
{
    /// <summary>The whole prompt, style included.</summary>
    public required string Prompt { get; init; }

    /// <summary>A name of <see cref="ProviderCapabilities.Models"/>.</summary>
    public required string Model { get; init; }

    /// <summary>For example <c>16:9</c>.</summary>
    public required string AspectRatio { get; init; }

    /// <summary>Length in seconds.</summary>
    public required int Seconds { get; init; }

    /// <summary>Public address of the picture that the clip starts on.</summary>
    public Uri? FirstFrame { get; init; }

    /// <summary>Public address of the video that the clip goes on from.</summary>
    public Uri? Extend { get; init; }

    /// <summary>Public addresses of pictures that guide style and subject.</summary>
    public IReadOnlyList<Uri> References { get; init; } = [];

    /// <summary>Moment after which it must not leave any more, checked at the first byte: a process that was frozen, or queued too long, sends nothing that somebody else has taken over. Null: any time.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Asked at the first byte as well, after every wait: why it must not leave any more, null when it may. Where it throws, nothing leaves. Null: nobody objects.</summary>
    [JsonIgnore]
    public Func<Task<string?>>? Objection { get; init; }

    // Addresses may be signed: they stay out of anything that prints a record.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"Model = {Model}, AspectRatio = {AspectRatio}, Seconds = {Seconds}");
        return true;
    }
}
