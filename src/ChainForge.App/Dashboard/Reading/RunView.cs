using ChainForge.App.Api;
using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Reading;

/// <summary>A run at the moment a page is drawn.</summary>
/// <param name="Run">The run.</param>
/// <param name="Summary">What the API says of it.</param>
/// <param name="Stitch">How far its stitch is, 0 to 1; null when it is not being stitched.</param>
/// <param name="Now">The moment.</param>
/// <param name="Links">Where its files are.</param>
internal sealed record RunView(Run Run, RunSummary Summary, double? Stitch, DateTimeOffset Now, Links Links)
{
    public string Id => Run.Id;

    public IReadOnlyList<SegmentView> Segments { get; } = SegmentView.Of(Run);

    public TimeSpan Age => Now - Run.StartedAt;

    public TimeSpan Took => (Run.EndedAt ?? Now) - Run.StartedAt;
}
