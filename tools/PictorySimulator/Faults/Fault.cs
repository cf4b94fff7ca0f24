namespace PictorySimulator.Faults;

/// <summary>
/// What goes wrong. <see cref="Status"/>, <see cref="Body"/> or <see cref="Connection"/> replace the answer; without
/// them the real answer is sent in the shape asked for (late, cut, slow, with a wrong length). Everything unset is right.
/// </summary>
public sealed record Fault
{
    /// <summary>Status to answer with. Unset: the real one.</summary>
    public int? Status { get; init; }

    /// <summary>Body to answer with. Unset with a <see cref="Status"/>: a small JSON error.</summary>
    public string? Body { get; init; }

    /// <summary>Type of <see cref="Body"/>. Default <c>application/json</c>, or <c>text/html</c> for a body that starts with <c>&lt;</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Headers to add, for example <c>Retry-After</c> or <c>Location</c>.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Fills the body with spaces up to this many bytes.</summary>
    public long? BodySize { get; init; }

    /// <summary>Carries the request out before the fault strikes: the job exists, its reply is lost. Default off.</summary>
    public bool After { get; init; }

    /// <summary>Waits before (with <see cref="After"/>: after) the request is carried out.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Ends the connection without an answer, or never answers.</summary>
    public ConnectionFault? Connection { get; init; }

    /// <summary>Sends this many bytes of the body, then closes.</summary>
    public long? TruncateAt { get; init; }

    /// <summary>Sends this share of the body (0 to 100), then closes.</summary>
    public double? CutPercent { get; init; }

    /// <summary>Announces this length instead of the right one.</summary>
    public long? ContentLength { get; init; }

    /// <summary>Speed of the body. Unset: as fast as it goes.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Sends this many bytes of the body, then nothing more while the connection stays open.</summary>
    public long? StallAt { get; init; }

    /// <summary>What goes wrong with the job itself. Rules on <see cref="FaultTarget.Submit"/> only.</summary>
    public JobFault? Job { get; init; }

    internal bool ReplacesAnswer => Status is not null || Body is not null || BodySize is not null || Connection is not null;

    internal bool NeedsRawSocket =>
        TruncateAt is not null || CutPercent is not null || ContentLength is not null || BytesPerSecond is not null || StallAt is not null;
}

/// <summary>How a connection ends.</summary>
public enum ConnectionFault
{
    /// <summary>Closed in good order (FIN), without an answer.</summary>
    Close,

    /// <summary>Reset (RST).</summary>
    Reset,

    /// <summary>Kept open, never answered.</summary>
    Hang,
}
