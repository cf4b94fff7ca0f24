namespace ChainForge.Benchmarks.Overhead;

/// <summary>The moments of one chain, from which everything else is a difference.</summary>
/// <param name="Started">The user pressed Enter, or dropped the file.</param>
/// <param name="Segments">When each request was about to be sent, was answered, and was seen to be finished.</param>
/// <param name="Collected">The last clip was on disk and looked at.</param>
/// <param name="Completed">The video was there.</param>
/// <param name="Ended">The program gave the prompt back.</param>
internal sealed record Timeline(
    DateTimeOffset Started, IReadOnlyList<SegmentTimes> Segments, DateTimeOffset Collected, DateTimeOffset Completed, DateTimeOffset Ended)
{
    /// <summary>What the wall clock showed beyond the generations, in seconds, as a whole and by part; the parts add up to the whole.</summary>
    public IReadOnlyList<(string Part, double Seconds)> Overhead(TimeSpan generation) =>
    [
        ("total", (Ended - Started - (generation * Segments.Count)).TotalSeconds),
        ("start-up", (Segments[0].Intended - Started).TotalSeconds),
        ("submit to accepted", Segments.Sum(segment => (segment.Accepted - segment.Intended).TotalSeconds)),
        ("generated, not yet noticed", Segments.Sum(segment => (segment.Noticed - segment.Accepted - generation).TotalSeconds)),
        ("noticed to next submit", Segments.Zip(Segments.Skip(1), (one, next) => (next.Intended - one.Noticed).TotalSeconds).Sum()),
        ("last download", (Collected - Segments[^1].Noticed).TotalSeconds),
        ("stitch", (Completed - Collected).TotalSeconds),
        ("end", (Ended - Completed).TotalSeconds),
    ];
}

/// <summary>One segment's moments.</summary>
internal sealed record SegmentTimes(DateTimeOffset Intended, DateTimeOffset Accepted, DateTimeOffset Noticed);
