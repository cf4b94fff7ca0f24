namespace ChainForge.Runs;

/// <summary>What the engine may be told; the configuration keys are bound to it by the program.</summary>
public sealed record EngineOptions
{
    /// <summary>Most attempts at the provider at once, for the whole account. Default 10.</summary>
    public int MaxJobsInFlight { get; init; } = 10;

    /// <summary>Most credits of a run whose chain sets no cap of its own. Default 500.</summary>
    public decimal MaxCreditsPerRun { get; init; } = 500;

    /// <summary>Most credits that all runs of the ledger together may spend and reserve in a calendar month (UTC); a run over the turn of the month counts whole. Default null: no cap.</summary>
    public decimal? MaxCreditsTotal { get; init; }

    /// <summary>How long after the intent a request may begin to be sent. Default 20 s: a process that slept longer must not send.</summary>
    public TimeSpan SendWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after that its answer may take; must exceed the submit client's own time-out. Default 60 s.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the answer of a request in flight is still awaited once the program is told to stop. Default 10 s; then its outcome is unknown, and the next start looks for it.</summary>
    public TimeSpan LastAnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request whose outcome is unknown is looked for before the run parks. Default 10 minutes.</summary>
    public TimeSpan SettleWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after the first look the jobs list must still not show a request that was answered with 500, 502 or 503, before the same request is sent again. Default 1 minute.</summary>
    public TimeSpan LookAgainAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long nothing new is submitted after three unknown outcomes within five minutes, counted from the last. Default 10 minutes.</summary>
    public TimeSpan BreakerCoolDown { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a job may take before the run parks. Default 30 minutes.</summary>
    public TimeSpan PollTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often a segment whose generation failed is tried again by itself, where the provider reports 0 credits for it and trouble of its own. Default 2; 0: never.</summary>
    public int RetryFailedGenerations { get; init; } = 2;

    /// <summary>Public base address of this service, for webhooks. Unset: jobs are only polled.</summary>
    public Uri? WebhookBase { get; init; }

    /// <summary>Nothing is submitted while less than this is free for the output folder: a clip that cannot be kept must not be bought. In bytes; default 200 MB; 0 asks for nothing.</summary>
    public long MinFreeBytes { get; init; } = 200L << 20;

    /// <summary>Tells how much is free, in tests; null asks the system.</summary>
    internal Func<long>? FreeBytes { get; init; }

    /// <summary>Brings the files of a finished run to the disk, before the ledger says that it is finished.</summary>
    internal Action<RunFolder> Flush { get; init; } = FinishedFiles.Flush;

    /// <summary>The folder that finished videos and everything about their runs go to.</summary>
    public required string OutputFolder { get; init; }
}
