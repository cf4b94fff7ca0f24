using ChainForge.Runs;

namespace ChainForge.CrashPoints;

/// <summary>Work on clips around which the process may die.</summary>
internal sealed class CrashingMedia(IClipMedia inner, CrashPoint points) : IClipMedia
{
    public Task<ClipFacts> InspectAsync(Run run, Attempt attempt, RunFolder folder, CancellationToken cancellationToken) =>
        points.AroundAsync("inspect", () => inner.InspectAsync(run, attempt, folder, cancellationToken));

    public Task PrepareJointsAsync(Run run, Segment segment, RunFolder folder, CancellationToken cancellationToken) =>
        points.AroundAsync("joints", async () =>
        {
            await inner.PrepareJointsAsync(run, segment, folder, cancellationToken);
            return true;
        });

    public Task<FinishedVideo> JoinAsync(Run run, RunFolder folder, IProgress<double>? progress, CancellationToken cancellationToken) =>
        points.AroundAsync("stitch", () => inner.JoinAsync(run, folder, progress, cancellationToken));
}
