namespace PictorySimulator.Faults;

/// <summary>What goes wrong with one job. Everything unset is as the settings say.</summary>
public sealed record JobFault
{
    /// <summary>The job ends as failed.</summary>
    public JobError? Fail { get; init; }

    /// <summary>The job stays in progress for ever.</summary>
    public bool Hang { get; init; }

    /// <summary>The job answers 404 from this long after its submit on.</summary>
    public TimeSpan? VanishAfter { get; init; }

    /// <summary>The job is cleaned this long after its end.</summary>
    public TimeSpan? CleanAfter { get; init; }

    /// <summary>A status that the documentation does not name, instead of <c>completed</c>.</summary>
    public string? StatusName { get; init; }

    /// <summary>This job's own <see cref="SimulatorSettings.Generation"/>.</summary>
    public TimeSpan? Generation { get; init; }

    /// <summary>This job's own <see cref="SimulatorSettings.ListLag"/>.</summary>
    public TimeSpan? ListLag { get; init; }

    /// <summary>The result has no <c>lastFrameImageUrl</c>.</summary>
    public bool NoLastFrame { get; init; }

    /// <summary>The <c>lastFrameImageUrl</c> answers 403, to everyone.</summary>
    public bool DeadLastFrame { get; init; }

    /// <summary>A <c>lastFrameImageUrl</c> of your own: another scheme or host.</summary>
    public string? LastFrameUrl { get; init; }

    /// <summary>A <c>url</c> of your own for the video.</summary>
    public string? VideoUrl { get; init; }

    /// <summary>What the completed job costs and says so. Unset: what its model and length say.</summary>
    public decimal? Credits { get; init; }

    /// <summary>This clip has no sound.</summary>
    public bool Silent { get; init; }

    /// <summary>This hop's own <see cref="SimulatorSettings.ContrastPerHop"/>.</summary>
    public double? Contrast { get; init; }

    /// <summary>This hop's own <see cref="SimulatorSettings.SaturationPerHop"/>.</summary>
    public double? Saturation { get; init; }

    /// <summary>This clip's loudness in dB.</summary>
    public double? Gain { get; init; }

    /// <summary>This clip's own <see cref="SimulatorSettings.AnchorRepeats"/>.</summary>
    public int? AnchorRepeats { get; init; }

    /// <summary>This clip's own <see cref="SimulatorSettings.IgnoreAnchor"/>.</summary>
    public bool? IgnoreAnchor { get; init; }

    /// <summary>This clip's frames a second.</summary>
    public int? FramesPerSecond { get; init; }

    /// <summary>This clip's factor on width and height, on top of <see cref="SimulatorSettings.Scale"/>.</summary>
    public double? Scale { get; init; }
}

/// <summary>Code and message of a failed job.</summary>
public sealed record JobError(string Code, string Message)
{
    /// <summary>What the failed job costs, and says so as <c>aiCreditsUsed</c>. Unset: it says nothing, and <see cref="SimulatorSettings.RefundFailed"/> decides.</summary>
    public decimal? CreditsUsed { get; init; }
}
