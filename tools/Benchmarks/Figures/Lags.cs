namespace ChainForge.Benchmarks.Figures;

/// <summary>How late each question was. Its memory is there from the start, so that it does not look like the growth of what is measured.</summary>
internal sealed class Lags(int most = 1_000_000)
{
    private readonly double[] _seconds = new double[most];
    private int _count;

    public void Add(TimeSpan lag)
    {
        var place = Interlocked.Increment(ref _count) - 1;
        if (place < _seconds.Length)
        {
            _seconds[place] = lag.TotalSeconds;
        }
    }

    /// <summary>Forgets the warm-up.</summary>
    public void Reset() => Interlocked.Exchange(ref _count, 0);

    public double[] Sorted() => [.. _seconds.Take(Math.Min(_count, _seconds.Length)).Order()];
}
