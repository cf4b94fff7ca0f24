using ChainForge.Providers.Pictory;

namespace ChainForge.App.Hosting;

/// <summary>The <c>ChainForge</c> section of the configuration: appsettings.json, environment, command line, the later wins.</summary>
public sealed record ChainForgeSettings
{
    /// <summary>How to reach the provider.</summary>
    public PictoryOptions Pictory { get; init; } = new();

    /// <summary>Where things lie.</summary>
    public PathSettings Paths { get; init; } = new();

    /// <summary>How jobs are asked for.</summary>
    public PollingSettings Polling { get; init; } = new();

    /// <summary>How lost answers are looked for.</summary>
    public SubmitSettings Submit { get; init; } = new();

    /// <summary>What may be spent.</summary>
    public BudgetSettings Budget { get; init; } = new();

    /// <summary>How the provider can reach us.</summary>
    public WebhookSettings Webhooks { get; init; } = new();

    /// <summary>Where the ledger and Hangfire's jobs are kept.</summary>
    public StorageSettings Storage { get; init; } = new();

    /// <summary>Who may see the dashboard.</summary>
    public DashboardSettings Dashboard { get; init; } = new();

    /// <summary>Where FFmpeg is.</summary>
    public FFmpegSettings FFmpeg { get; init; } = new();

    /// <summary>Time between two questions about the same job: where the provider calls, four times the interval is enough to notice a call that was lost.</summary>
    internal TimeSpan EffectivePollInterval => Webhooks.PublicUrl is null ? Polling.Interval : Polling.Interval * 4;
}

/// <summary>Folders; relative ones are relative to the working directory.</summary>
public sealed record PathSettings
{
    /// <summary>Where <c>serve</c> looks for chain files. Default <c>pipelines</c>.</summary>
    public string Pipelines { get; init; } = "pipelines";

    /// <summary>Where videos go. Default <c>output</c>.</summary>
    public string Output { get; init; } = "output";

    /// <summary>Nothing is submitted while less than this is free for <see cref="Output"/>, in megabytes: a clip that cannot be kept must not be bought. Default 200; 0 asks for nothing.</summary>
    public long MinFreeMegabytes { get; init; } = 200;

    /// <summary>Where the embedded ledger lies. Default <c>data</c>. A local disk, not a network share.</summary>
    public string Data { get; init; } = "data";
}

/// <summary>How jobs are asked for.</summary>
public sealed record PollingSettings
{
    /// <summary>Time between two questions about the same job. Default 15 s; below 10 s only for a provider on loopback (the provider's guidance is 10 to 30 s). With webhooks four times as long.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a job may take before its run parks; its id is never lost. Default 30 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>How lost answers are looked for.</summary>
public sealed record SubmitSettings
{
    /// <summary>How long a request whose outcome is unknown is looked for before its run parks. Default 10 min.</summary>
    public TimeSpan SettleWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the jobs list must not show a request that was answered with 500, 502 or 503 before the same request is sent again, twice at most. Default 1 min.</summary>
    public TimeSpan LookAgainAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a segment is tried again by itself when the provider gave its job up, reports 0 credits for it and names trouble of its own. Default 2; 0: a person decides each time. What may have been billed is never tried again by itself.</summary>
    public int RetryFailedGenerations { get; init; } = 2;

    /// <summary>How long nothing new is submitted after three outcomes became unknown within five minutes, counted from the last; <c>chainforge breaker close</c> ends it sooner. Default 10 min.</summary>
    public TimeSpan BreakerCoolDown { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>What may be spent.</summary>
public sealed record BudgetSettings
{
    /// <summary>Most credits of one run whose chain sets no <c>budget.maxCredits</c> of its own. Default 500.</summary>
    public decimal MaxCreditsPerRun { get; init; } = 500;

    /// <summary>Most credits that all runs of the ledger together may spend and reserve in a calendar month (UTC). Default unset: no cap.</summary>
    public decimal? MaxCreditsTotal { get; init; }
}

/// <summary>How the provider can reach us.</summary>
public sealed record WebhookSettings
{
    /// <summary>Public https address of this service. Unset: jobs are only polled.</summary>
    public Uri? PublicUrl { get; init; }
}

/// <summary>Where the ledger and Hangfire's jobs are kept.</summary>
public sealed record StorageSettings
{
    /// <summary>Default <see cref="StorageProvider.Embedded"/>.</summary>
    public StorageProvider Provider { get; init; } = StorageProvider.Embedded;

    /// <summary>Required for <see cref="StorageProvider.PostgreSql"/>; never shown.</summary>
    public string? ConnectionString { get; init; }
}

/// <summary>The stores.</summary>
public enum StorageProvider
{
    /// <summary>A SQLite file in the data folder, for one process.</summary>
    Embedded,

    /// <summary>A PostgreSQL database, shared by several servers.</summary>
    PostgreSql,
}

/// <summary>Who may see the dashboard.</summary>
public sealed record DashboardSettings
{
    /// <summary>User name. Unset, with the password: only this machine may look.</summary>
    public string? User { get; init; }

    /// <summary>Password; never shown.</summary>
    public string? Password { get; init; }
}

/// <summary>Where FFmpeg is.</summary>
public sealed record FFmpegSettings
{
    /// <summary>Folder of <c>ffmpeg</c> and <c>ffprobe</c>. Unset: the PATH.</summary>
    public string? Folder { get; init; }
}
