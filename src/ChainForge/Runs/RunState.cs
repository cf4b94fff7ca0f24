namespace ChainForge.Runs;

/// <summary>Where a run stands as a whole.</summary>
public enum RunState
{
    /// <summary>Going on by itself.</summary>
    Running,

    /// <summary>Waiting for a person: <see cref="Run.Parking"/> says why and what the answers are.</summary>
    Parked,

    /// <summary>The video is there.</summary>
    Completed,

    /// <summary>Stopped for a reason that waiting does not cure; everything paid for is kept, <c>retry</c> goes on.</summary>
    Failed,

    /// <summary>Stopped by a person; everything paid for is kept, <c>retry</c> goes on.</summary>
    Cancelled,
}
