namespace PictorySimulator;

/// <summary>
/// Everything that can be set. Each property is a command-line option (<c>--generation 2s</c>) and an environment
/// variable (<c>SIMULATOR__GENERATION=2s</c>); durations are written <c>250ms</c>, <c>2s</c>, <c>1m</c> or <c>00:00:02</c>.
/// What Pictory's documentation leaves open is a setting here, so that a client can be tried against either answer.
/// </summary>
public sealed record SimulatorSettings
{
    /// <summary>Address to listen on. Default <c>127.0.0.1</c>; anything but loopback needs <see cref="AnyAddress"/>.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port of the API; 0 (default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Allows an address other than loopback (a container needs it). Default off.</summary>
    public bool AnyAddress { get; init; }

    /// <summary>Scheme, host and port that result URLs carry. Unset: the address listened on.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>A file that receives the base URL, by rename, once requests are served. Unset: none.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>The one key accepted. Unset: every key that starts with <c>pictai_</c>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Answers 403 with HTML to API requests without a User-Agent, as the real edge does. Default on.</summary>
    public bool RequireUserAgent { get; init; } = true;

    /// <summary>API requests a minute before 429. Unset: no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Serves media and uploads on a port of their own, so that a key sent there can be noticed. Default off.</summary>
    public bool SeparateMediaHost { get; init; }

    /// <summary>Result URLs carry a signature that is checked. Default on.</summary>
    public bool SignedMedia { get; init; } = true;

    /// <summary>How long result URLs work after the job's end. Unset: until it is cleaned.</summary>
    public TimeSpan? UrlLifetime { get; init; }

    /// <summary>Time from submit to result. Default 2 s; a render that takes longer ends the job when it is done.</summary>
    public TimeSpan Generation { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Renders at a time. Default 2.</summary>
    public int MaxConcurrentRenders { get; init; } = 2;

    /// <summary>Renders anything at all? Off answers with jobs that end without files, for load tests. Default on.</summary>
    public bool Render { get; init; } = true;

    /// <summary>Factor on the pictures' width and height (even sizes). Default 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Frames a second. Unset: the model's own 24.</summary>
    public int? FramesPerSecond { get; init; }

    /// <summary>Factor on the rendered seconds: 0.25 makes 2 s for "8s". Default 1.</summary>
    public double DurationFactor { get; init; } = 1;

    /// <summary>The result's <c>duration</c> names the rendered seconds instead of the asked ones. Default off.</summary>
    public bool ReportRenderedDuration { get; init; }

    /// <summary>x264 preset. Default <c>veryfast</c> (with B-frames and one GOP, as generators make them).</summary>
    public string Preset { get; init; } = "veryfast";

    /// <summary>Encodes with <c>ultrafast</c> and the same structure. Default off.</summary>
    public bool Fast { get; init; }

    /// <summary>Clips have sound. Default on.</summary>
    public bool Sound { get; init; } = true;

    /// <summary>Keeps clips of identical requests on disk. Default on.</summary>
    public bool Cache { get; init; } = true;

    /// <summary>Where they are kept. Unset: a folder under the system's temporary folder.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>An extended clip holds its source too, not only the new part. Default off.</summary>
    public bool ExtendIncludesSource { get; init; }

    /// <summary>Veo with references always makes 8 s. Default off.</summary>
    public bool ForceEightSecondsForReferences { get; init; }

    /// <summary>Credits of the month. Default 10,000.</summary>
    public decimal QuotaLimit { get; init; } = 10_000;

    /// <summary>Too few credits fail the job instead of refusing the submit (402). Default off.</summary>
    public bool InsufficientCreditsFailJob { get; init; }

    /// <summary>A failed job gives its credits back. Default off.</summary>
    public bool RefundFailed { get; init; }

    /// <summary>A URL that cannot be fetched refuses the submit (400) instead of failing the job. Default off.</summary>
    public bool CheckUrlsAtSubmit { get; init; }

    /// <summary>An unknown job answers 200 with a failed body instead of 404. Default off.</summary>
    public bool UnknownJobAnswers200 { get; init; }

    /// <summary>A cleaned job answers 404 instead of the status <c>cleaned</c>. Default off.</summary>
    public bool CleanedJobAnswers404 { get; init; }

    /// <summary>Jobs on a page of the list. Default 20.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>Page keys count jobs, so that what is made or goes between two reads moves the pages' borders. Default off: a key names the page's last job.</summary>
    public bool PageKeysCount { get; init; }

    /// <summary>How long after its submit a job shows in the list. Default 0.</summary>
    public TimeSpan ListLag { get; init; }

    /// <summary>Calls webhooks. Default on.</summary>
    public bool Webhooks { get; init; } = true;

    /// <summary>Calls them for failed jobs too. Default on.</summary>
    public bool WebhookOnFailure { get; init; } = true;

    /// <summary>Wait between the job's end and the call. Default 0.</summary>
    public TimeSpan WebhookDelay { get; init; }

    /// <summary>How often each call is made. Default 1.</summary>
    public int WebhookCopies { get; init; } = 1;

    /// <summary>Shape of the body. Default <see cref="WebhookBody.Poll"/>.</summary>
    public WebhookBody WebhookBody { get; init; } = WebhookBody.Poll;

    /// <summary>Sends an <c>in-progress</c> call after the final one. Default off.</summary>
    public bool WebhookOutOfOrder { get; init; }

    /// <summary>Calls once, before the submit is answered, with the job in progress. Default off.</summary>
    public bool WebhookBeforeReply { get; init; }

    /// <summary>Contrast that each hop multiplies in (1.05 drifts visibly). Default 1.</summary>
    public double ContrastPerHop { get; init; } = 1;

    /// <summary>Saturation that each hop multiplies in. Default 1.</summary>
    public double SaturationPerHop { get; init; } = 1;

    /// <summary>Loudness that each hop adds, in dB. Default 0.</summary>
    public double GainPerHop { get; init; }

    /// <summary>How often a continuation shows the picture it starts from: 0, 1 (default) or 2 times.</summary>
    public int AnchorRepeats { get; init; } = 1;

    /// <summary>A continuation starts somewhere else than on its picture. Default off.</summary>
    public bool IgnoreAnchor { get; init; }
}

/// <summary>What a webhook's body looks like; Pictory's documentation does not say.</summary>
public enum WebhookBody
{
    /// <summary>The poll's JSON.</summary>
    Poll,

    /// <summary><c>{"event":"job.completed","payload":{poll's JSON}}</c>.</summary>
    Wrapped,

    /// <summary><c>{"jobId":"…"}</c> only.</summary>
    IdOnly,
}
