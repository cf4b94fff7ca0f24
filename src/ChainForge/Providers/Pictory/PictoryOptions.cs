using System.Globalization;
using System.Reflection;
using System.Text;

namespace ChainForge.Providers.Pictory;

/// <summary>How to reach Pictory's AI Studio API. Bound from <c>ChainForge:Pictory</c>; checked by <see cref="PictoryOptionsValidator"/>.</summary>
public sealed record PictoryOptions
{
    /// <summary>The account's key, raw, as Pictory shows it (<c>pictai_…</c>). Required; never logged, shown or stored.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>A file that holds the key and nothing else; <c>PICTORY_API_KEY_FILE</c> sets it. It is read at start, and again whenever the provider refuses the key, so that a key can be changed without a restart. Unset: <see cref="ApiKey"/> is all there is.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>Where the API is. Default <c>https://api.pictory.ai/pictoryapis</c>. Must be https, or loopback, which also allows loopback media over http.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.pictory.ai/pictoryapis");

    /// <summary>Most API calls a minute for the whole account, submits and questions together. Default 120. Pictory names no number; it only hints that fast polling is limited.</summary>
    public int RequestsPerMinute { get; init; } = 120;

    /// <summary>Most jobs generated at the same time. Default 10. Not enforced by the client: whoever submits keeps to it.</summary>
    public int MaxJobsInFlight { get; init; } = 10;

    /// <summary>How long the paid request may take, from connecting to the last byte of the reply. Default 30 s. When it passes the outcome is unknown.</summary>
    public TimeSpan SubmitTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one try of any other API call may take. Default 15 s.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>First delay before a question or a transfer is tried again; it doubles, with jitter, three times at most. Default 0.5 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a media host may take to send its headers. Default 30 s.</summary>
    public TimeSpan DownloadHeaderTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a transfer may stand still between two chunks. Default 30 s.</summary>
    public TimeSpan DownloadIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one whole download may take, its retries included: a host that drips a byte now and then ends here. Default 30 min.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Largest video in bytes, down or up. Default 2 GiB.</summary>
    public long MaxVideoBytes { get; init; } = 2L << 30;

    /// <summary>Largest picture in bytes, down or up. Default 50 MiB.</summary>
    public long MaxPictureBytes { get; init; } = 50L << 20;

    /// <summary>How we name ourselves. Default <c>ChainForge/&lt;version&gt;</c>. Needed: the edge in front of the API answers 403 to some clients without one.</summary>
    public string UserAgent { get; init; } =
        $"ChainForge/{typeof(PictoryOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}";

    // The key stays out of anything that prints the record.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"BaseUrl = {BaseUrl}, RequestsPerMinute = {RequestsPerMinute}, UserAgent = {UserAgent}");
        return true;
    }
}
