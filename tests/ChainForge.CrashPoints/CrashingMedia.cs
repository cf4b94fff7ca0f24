using ChainForge.Runs;

namespace ChainForge.CrashPoints;

/// <summary>Work on clips around which the process may die.</summary>
internal sealed class CrashingMedia(IClipMedia inner, CrashPoint points) : IClipMedia
{
    public Task<ClipFacts> InspectAsync(string clip, string lastFrame, CancellationToken cancellationToken) =>
        points.AroundAsync("inspect", () => inner.InspectAsync(clip, lastFrame, cancellationToken));

    public Task<FinishedVideo> JoinAsync(Run run, RunFolder folder, IProgress<double>? progress, CancellationToken cancellationToken) =>
        points.AroundAsync("stitch", () => inner.JoinAsync(run, folder, progress, cancellationToken));
}
