namespace ChainForge.Media;

/// <summary>How long somebody waits for a process: only while he does, and from its last sign of life on.</summary>
/// <remarks>A decoder that is started ahead of its turn, and one whose reader is busy elsewhere, may stand still as long as they like.</remarks>
internal sealed class Patience : IAsyncDisposable
{
    private readonly TimeSpan _stall;
    private readonly TimeSpan? _most;
    private readonly TimeProvider _time;
    private readonly Action _giveUp;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long? _waitingSince;
    private long _lifeAt;
    private TimeSpan _waited;

    /// <param name="stall">The longest silence.</param>
    /// <param name="most">The longest wait altogether, however lively it is; null: no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="giveUp">Called once one of them has passed.</param>
    public Patience(TimeSpan stall, TimeSpan? most, TimeProvider time, Action giveUp)
    {
        (_stall, _most, _time, _giveUp) = (stall, most, time, giveUp);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Why it was given up, in words that complete "FFmpeg could not …: …"; null: it was not.</summary>
    public string? Ended { get; private set; }

    /// <summary>Waits from now on, until what is returned is disposed of. One waits at a time.</summary>
    public IDisposable Wait()
    {
        lock (_lock)
        {
            _waitingSince = _lifeAt = _time.GetTimestamp();
            _timer.Change(Left(), Timeout.InfiniteTimeSpan);
        }

        return new Waiting(this);
    }

    /// <summary>It read, wrote or said something.</summary>
    public void SignOfLife()
    {
        lock (_lock)
        {
            _lifeAt = _time.GetTimestamp();
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        lock (_lock)
        {
            if (_waitingSince is null || Ended is not null)
            {
                return;
            }

            if (Left() is var left && left > TimeSpan.Zero)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            Ended = _time.GetElapsedTime(_lifeAt) >= _stall
                ? $"nothing happened for {_stall.TotalSeconds:0} s. The file may be damaged, or the machine overloaded; try again."
                : $"it did not end within {_most!.Value.TotalMinutes:0.#} min, far longer than the file is. The file may be damaged.";
        }

        _giveUp();
    }

    private TimeSpan Left()
    {
        var silent = _stall - _time.GetElapsedTime(_lifeAt);
        var all = _most - _waited - _time.GetElapsedTime(_waitingSince!.Value);
        var left = all < silent ? all.Value : silent;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Rest()
    {
        lock (_lock)
        {
            if (_waitingSince is { } since)
            {
                _waited += _time.GetElapsedTime(since);
                _waitingSince = null;
            }
        }
    }

    private sealed class Waiting(Patience patience) : IDisposable
    {
        public void Dispose() => patience.Rest();
    }
}
