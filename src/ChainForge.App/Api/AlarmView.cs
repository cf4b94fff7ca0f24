using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary>A job beside an attempt's own: a person should look at the account.</summary>
/// <param name="Segment">The segment's number, from 1.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="JobId">The job that was named for it.</param>
/// <param name="Credits">What it may have cost, which stays reserved; 0 when it is another attempt's job.</param>
public sealed record AlarmView(int Segment, string Attempt, string JobId, decimal Credits)
{
    /// <summary>All of a run.</summary>
    public static IReadOnlyList<AlarmView> Of(Run run) =>
    [
        .. from segment in run.Segments
           from attempt in segment.Attempts
           from other in attempt.OtherJobs
           select new AlarmView(segment.Index + 1, attempt.Id, other.JobId, other.MayBeBilled ? attempt.ExpectedCredits : 0),
    ];

    /// <summary>For a person.</summary>
    public override string ToString() =>
        $"segment {Segment}, attempt {Attempt}: the provider named job {JobId} for it too; "
        + (Credits > 0 ? $"it may have cost {Credits:0.##} credits, which stay reserved: look at your account" : "it is another attempt's job");
}
