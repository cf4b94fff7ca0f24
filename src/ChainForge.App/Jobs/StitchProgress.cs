using System.Collections.Concurrent;

namespace ChainForge.App.Jobs;

/// <summary>How far each stitch is, from 0 to 1, for the display and the pages.</summary>
public sealed class StitchProgress
{
    private readonly ConcurrentDictionary<string, double> _done = new();

    /// <summary>The part that is done; null when the run is not being stitched.</summary>
    public double? Of(string runId) => _done.TryGetValue(runId, out var done) ? done : null;

    /// <summary>Where a stitch reports to.</summary>
    public IProgress<double> For(string runId) => new Entry(_done, runId);

    /// <summary>Forgets a stitch that has ended.</summary>
    public void Clear(string runId) => _done.TryRemove(runId, out _);

    private sealed class Entry(ConcurrentDictionary<string, double> done, string runId) : IProgress<double>
    {
        public void Report(double value) => done[runId] = value;
    }
}
