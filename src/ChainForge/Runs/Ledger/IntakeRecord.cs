namespace ChainForge.Runs;

/// <summary>A chain file that was dropped into <c>pipelines/</c>.</summary>
/// <param name="Content">Hash of the content: each content is taken in once, also across restarts.</param>
/// <param name="File">The file it was seen as.</param>
/// <param name="Problems">Why it was refused, a line for each problem; null when it was taken in.</param>
public sealed record IntakeRecord(string Content, string File, string? Problems)
{
    /// <summary>When it was seen.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The run it became; null when refused.</summary>
    public string? RunId { get; init; }
}
