using PictorySimulator.Faults;
using PictorySimulator.Rendering;
using PictorySimulator.Wire;

namespace PictorySimulator.Jobs;

/// <summary>One accepted generation. <see cref="JobBoard"/> guards its changes.</summary>
internal sealed class SimulatedJob(string id, int index, SubmitRequest request, JobFault fault, DateTimeOffset createdAt, bool byHand)
{
    public string Id => id;
    public int Index => index;
    public SubmitRequest Request => request;
    public JobFault Fault => fault;
    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>Made through the admin endpoint, not by the client under test.</summary>
    public bool ByHand => byHand;

    public JobStatus Status { get; private set; } = JobStatus.InProgress;
    public DateTimeOffset? EndedAt { get; private set; }
    public Clip? Clip { get; private set; }
    public JobError? Error { get; private set; }
    public decimal Credits { get; private set; } = request.Credits;

    public void Complete(Clip? clip, DateTimeOffset now)
    {
        (Status, Clip, EndedAt) = (JobStatus.Completed, clip, now);
        Credits = fault.Credits ?? Credits;
    }

    public void Fail(JobError error, bool refund, DateTimeOffset now)
    {
        (Status, Error, EndedAt) = (JobStatus.Failed, error, now);
        Credits = error.CreditsUsed ?? (refund ? 0 : Credits);
    }

    public void Clean() => (Status, Clip) = (JobStatus.Cleaned, null);
}

internal enum JobStatus
{
    InProgress,
    Completed,
    Failed,
    Cleaned,
}
