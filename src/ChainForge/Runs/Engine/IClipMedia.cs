namespace ChainForge.Runs;

/// <summary>What a run needs done with clips. The crash tests run thousands of cases against it without an FFmpeg.</summary>
public interface IClipMedia
{
    /// <summary>Probes a clip that has just arrived, cuts its true last frame, and prepares what can be prepared for its joints.</summary>
    /// <exception cref="ChainForge.Media.MediaException">It is not a clip that can be used.</exception>
    Task<ClipFacts> InspectAsync(Run run, Attempt attempt, RunFolder folder, CancellationToken cancellationToken);

    /// <summary>Measures and prepares a segment's joints to its neighbours as far as those are here. It may be left out: the stitch does what is missing.</summary>
    /// <exception cref="ChainForge.Media.MediaException">FFmpeg failed.</exception>
    Task PrepareJointsAsync(Run run, Segment segment, RunFolder folder, CancellationToken cancellationToken);

    /// <summary>Joins the clips of a run into its video, writes what was measured beside it, and gives what was made.</summary>
    /// <exception cref="ChainForge.Media.MediaException">They cannot be joined.</exception>
    Task<FinishedVideo> JoinAsync(Run run, RunFolder folder, IProgress<double>? progress, CancellationToken cancellationToken);
}

/// <summary>What is measured of a clip when it arrives.</summary>
public sealed record ClipFacts(int Width, int Height, int Frames, double FrameRate);
