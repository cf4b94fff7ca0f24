namespace ChainForge.Providers.Pictory;

/// <summary>The turnstile of the whole account: a token bucket, first come first served, submits before questions.</summary>
/// <remarks>
/// Of our own rather than <c>System.Threading.RateLimiting</c>: that bucket has no clock to inject, no lanes and no pause.
/// Whoever could not pass within <see cref="MostWait"/> is told so at once, instead of holding a worker.
/// </remarks>
internal sealed class AccountGate : IDisposable
{
    /// <summary>Longest wait at the gate. A submit's intent has a deadline, and a poll is better asked later than queued.</summary>
    public static readonly TimeSpan MostWait = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<TimeSpan?>> _submits = new();
    private readonly Queue<TaskCompletionSource<TimeSpan?>> _queries = new();
    private readonly TimeProvider _clock;
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly ITimer _timer;
    private double _tokens;
    private TimeSpan _filledAt;
    private TimeSpan _pausedUntil;

    public AccountGate(int requestsPerMinute, TimeProvider clock)
    {
        _clock = clock;
        _perSecond = requestsPerMinute / 60.0;
        // Five at once, or a tenth of a second's worth when the rate is high: timers are no finer than that.
        _burst = Math.Max(5, _perSecond / 10);
        _tokens = _burst;
        _filledAt = Now;
        _timer = clock.CreateTimer(static gate => ((AccountGate)gate!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // Monotonic, so that a clock that is set back does not close the gate.
    private TimeSpan Now => _clock.GetElapsedTime(0, _clock.GetTimestamp());

    /// <summary>Waits for its turn. Null: go. Else: how long to stay away, because the turn would not come in time.</summary>
    public async Task<TimeSpan?> EnterAsync(GateLane lane, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<TimeSpan?> turn;
        lock (_lock)
        {
            Refill();
            var ahead = _submits.Count + (lane == GateLane.Submit ? 0 : _queries.Count);
            var pause = PauseLeft;
            if (pause == TimeSpan.Zero && ahead == 0 && _tokens >= 1)
            {
                _tokens--;
                return null;
            }

            var wait = pause + TimeSpan.FromSeconds(Math.Max(0, ahead + 1 - _tokens) / _perSecond);
            if (wait > MostWait)
            {
                return wait;
            }

            turn = new TaskCompletionSource<TimeSpan?>(TaskCreationOptions.RunContinuationsAsynchronously);
            (lane == GateLane.Submit ? _submits : _queries).Enqueue(turn);
            Arm();
        }

        using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        return await turn.Task;
    }

    /// <summary>The provider asked for rest (429): nobody passes for that long.</summary>
    public void Pause(TimeSpan time)
    {
        lock (_lock)
        {
            Refill();
            var until = Now + time;
            if (until <= _pausedUntil)
            {
                return;
            }

            // One passes when the pause is over, the others at the steady rate: no burst into a provider that has just complained.
            _pausedUntil = _filledAt = until;
            _tokens = 1;
            if (time > MostWait)
            {
                Dismiss(_submits, time);
                Dismiss(_queries, time);
            }

            Arm();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer.Dispose();
            Dismiss(_submits, MostWait);
            Dismiss(_queries, MostWait);
        }
    }

    private TimeSpan PauseLeft => _pausedUntil > Now ? _pausedUntil - Now : TimeSpan.Zero;

    private void Serve()
    {
        lock (_lock)
        {
            Refill();
            while (PauseLeft == TimeSpan.Zero && _tokens >= 1
                && (_submits.TryDequeue(out var next) || _queries.TryDequeue(out next)))
            {
                // False: cancelled while it waited, it takes no token.
                if (next.TrySetResult(null))
                {
                    _tokens--;
                }
            }

            Arm();
        }
    }

    private void Refill()
    {
        var now = Now;
        if (now > _filledAt)
        {
            _tokens = Math.Min(_burst, _tokens + ((now - _filledAt).TotalSeconds * _perSecond));
            _filledAt = now;
        }
    }

    private void Arm()
    {
        if (_submits.Count + _queries.Count > 0)
        {
            var wait = PauseLeft + TimeSpan.FromSeconds(Math.Max(0, 1 - _tokens) / _perSecond);
            // Rounded up to what timers can tell apart, or the alarm would ring just before the token is there.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }

    private static void Dismiss(Queue<TaskCompletionSource<TimeSpan?>> waiting, TimeSpan time)
    {
        while (waiting.TryDequeue(out var turn))
        {
            turn.TrySetResult(time);
        }
    }
}

/// <summary>Who goes first at the gate.</summary>
internal enum GateLane
{
    /// <summary>Paid requests: few, and a chain stands still until they are out.</summary>
    Submit,

    /// <summary>Everything else.</summary>
    Query,
}
