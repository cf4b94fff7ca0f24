using System.Net.Http.Headers;

namespace ChainForge.Providers.Pictory.Transfers;

/// <summary>One download over all its tries: what has come, what the host promised, and what it must be.</summary>
internal sealed class Transfer(Uri source, MediaKind kind, PartialFile file, long mostBytes)
{
    public Uri Source => source;

    public PartialFile File => file;

    /// <summary>The host's name for this very content; only a strong one lets a half be continued.</summary>
    public EntityTagHeaderValue? Tag { get; private set; }

    /// <summary>The whole length, when the host told it.</summary>
    public long? Total { get; private set; }

    /// <summary>The host sends all of it.</summary>
    public void Begin(HttpResponseMessage response)
    {
        file.Restart();
        Tag = response.Headers.ETag is { IsWeak: false } tag ? tag : null;
        Total = response.Content.Headers.ContentLength;
    }

    /// <summary>The next try starts anew.</summary>
    public void Forget() => Tag = null;

    public bool IsContinuedBy(HttpResponseMessage response) =>
        response.Content.Headers.ContentRange is { Unit: "bytes", From: { } from } range
        && from == file.Length
        && (Total is null || range.Length is null || range.Length == Total)
        && (response.Headers.ETag is null || response.Headers.ETag.Equals(Tag));

    public void RequireSize(long bytes)
    {
        if (bytes > mostBytes)
        {
            throw Bad($"The {Noun} is larger than the {mostBytes} bytes that are allowed.");
        }
    }

    public void RequireType()
    {
        if (file.Length >= MediaSignature.Length && MediaSignature.Read(file.Head)?.Kind != kind)
        {
            throw Bad(kind == MediaKind.Video ? "What came is no MP4: it does not begin with an ftyp box." : "What came is no PNG, JPEG or WebP.");
        }
    }

    public void RequireWhole()
    {
        if (file.Length == 0)
        {
            throw Interrupted($"The {Noun} came empty.");
        }

        if (Total is { } total && total != file.Length)
        {
            // More than promised can't be continued, only fetched again.
            Tag = file.Length > total ? null : Tag;
            throw Interrupted($"The {Noun} has {file.Length} bytes, the host promised {total}.");
        }

        if (file.Length < MediaSignature.Length)
        {
            throw Bad($"The {Noun} has only {file.Length} bytes.");
        }
    }

    private string Noun => kind == MediaKind.Video ? "video" : "picture";

    private static ProviderException Bad(string message) => new(new ProviderFailure(ProviderFailureKind.BadMedia, message));

    private static ProviderException Interrupted(string message) => new(new ProviderFailure(ProviderFailureKind.Interrupted, message));
}
