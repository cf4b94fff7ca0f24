namespace ChainForge.App.Jobs;

/// <summary>How often every unfinished run is looked over, and how long its server may be silent.</summary>
public sealed record SweepOptions
{
    /// <summary>Time between two sweeps. Default 30 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server keeps its runs without a sign of life. Default 90 s: long enough for two sweeps to fail.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>After how long a job that was handed to Hangfire may be handed over again, should Hangfire have lost it. Default 1 min: a job that only takes longer notices that it is already at work.</summary>
    public TimeSpan Forgotten { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a worker may be silent before PostgreSQL gives its job to another. Default 30 s.</summary>
    public TimeSpan Invisibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a worker that is alive keeps its job for as long as it takes. Default true; false gives every job longer than <see cref="Invisibility"/> out a second time.</summary>
    public bool KeepsJobs { get; init; } = true;
}
