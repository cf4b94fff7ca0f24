using PictorySimulator.Jobs;

namespace PictorySimulator.Admin;

/// <summary>What was accepted and what it costs.</summary>
/// <param name="Jobs">In the order accepted.</param>
/// <param name="TotalCredits">Of the client's jobs.</param>
/// <param name="ByHandCredits">Of the jobs made by hand.</param>
public sealed record Bill(IReadOnlyList<BillEntry> Jobs, decimal TotalCredits, decimal ByHandCredits)
{
    internal static Bill Of(IReadOnlyList<SimulatedJob> jobs) => new(
        [.. jobs.Select(BillEntry.Of)],
        jobs.Where(j => !j.ByHand).Sum(j => j.Credits),
        jobs.Where(j => j.ByHand).Sum(j => j.Credits));
}

/// <summary>One accepted job.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Index">Its place in the bill, from 1.</param>
/// <param name="Status"><c>in-progress</c>, <c>completed</c>, <c>failed</c> or <c>cleaned</c>.</param>
/// <param name="Credits">What it costs.</param>
/// <param name="Prompt">As submitted.</param>
/// <param name="Model">As submitted, or the default.</param>
/// <param name="AspectRatio">As submitted, or the default.</param>
/// <param name="Seconds">As submitted, or the default.</param>
/// <param name="FirstFrameImageUrl">As submitted.</param>
/// <param name="ExtendVideoUrl">As submitted.</param>
/// <param name="ReferenceImageUrls">As submitted.</param>
/// <param name="Webhook">As submitted.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="ByHand">Not submitted by the client under test.</param>
public sealed record BillEntry(
    string JobId, int Index, string Status, decimal Credits, string Prompt, string Model, string AspectRatio, int Seconds,
    string? FirstFrameImageUrl, string? ExtendVideoUrl, IReadOnlyList<string> ReferenceImageUrls, string? Webhook,
    DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, bool ByHand)
{
    internal static BillEntry Of(SimulatedJob job) => new(
        job.Id, job.Index, NameOf(job.Status), job.Credits, job.Request.Prompt, job.Request.Model.Name,
        job.Request.AspectRatio, job.Request.Seconds, job.Request.FirstFrame?.OriginalString,
        job.Request.Extend?.OriginalString, [.. job.Request.References.Select(r => r.OriginalString)],
        job.Request.Webhook?.OriginalString, job.CreatedAt, job.EndedAt, job.ByHand);

    private static string NameOf(JobStatus status) =>
        status == JobStatus.InProgress ? "in-progress" : status.ToString().ToLowerInvariant();
}
