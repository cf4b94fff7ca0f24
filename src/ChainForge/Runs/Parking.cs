namespace ChainForge.Runs;

/// <summary>Why a run waits for a person, and what the person can answer.</summary>
/// <param name="Cause">The class of the reason.</param>
/// <param name="Message">What happened, what was kept and what it may have cost.</param>
/// <param name="AttemptId">The attempt in question; null when it is about the run as a whole.</param>
/// <param name="Candidates">Jobs of the account that may be the one that is missing.</param>
public sealed record Parking(ParkingCause Cause, string Message, string? AttemptId, IReadOnlyList<string> Candidates)
{
    /// <summary>The commands that answer it, the gentlest first; see <see cref="Runs.Answers"/>.</summary>
    public IReadOnlyList<string> Answers => Cause switch
    {
        ParkingCause.OutcomeUnknown or ParkingCause.Ambiguous => [Answer.Adopt, Answer.Resubmit, Answer.Abandon, Answer.Cancel],
        ParkingCause.LostByProvider or ParkingCause.Timeout or ParkingCause.UnknownStatus => [Answer.Retry, Answer.Resubmit, Answer.Abandon, Answer.Cancel],
        ParkingCause.DownloadFailed or ParkingCause.UnsafeAddress => [Answer.Retry, Answer.Resubmit, Answer.Cancel],

        // What is gone cannot be fetched by asking again.
        ParkingCause.OutputsGone => [Answer.Resubmit, Answer.Cancel],
        _ => [Answer.Retry, Answer.Cancel],
    };
}

/// <summary>The classes of reasons to park.</summary>
public enum ParkingCause
{
    /// <summary>The next segment does not fit the budget.</summary>
    Budget,

    /// <summary>What the next segment starts from cannot be brought to the provider; nothing was sent.</summary>
    Preparation,

    /// <summary>It is not known whether a paid request was taken, and it was not found.</summary>
    OutcomeUnknown,

    /// <summary>Several jobs may be the one that is missing.</summary>
    Ambiguous,

    /// <summary>The job does not end.</summary>
    Timeout,

    /// <summary>The provider no longer knows the job.</summary>
    LostByProvider,

    /// <summary>The job's outputs were removed before they were fetched.</summary>
    OutputsGone,

    /// <summary>The provider answers with a state that nobody knows.</summary>
    UnknownStatus,

    /// <summary>The clip cannot be fetched.</summary>
    DownloadFailed,

    /// <summary>The clip cannot be written here.</summary>
    Disk,

    /// <summary>An answer of the provider leads to an address that must not be opened.</summary>
    UnsafeAddress,
}
