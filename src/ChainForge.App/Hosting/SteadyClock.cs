namespace ChainForge.App.Hosting;

/// <summary>A clock that cannot be set: it is read from the machine's once, and from then on counts the time that passes.</summary>
/// <remarks>
/// Every deadline of the program (the longest wait for a job, the search for a lost answer, a lease) is a moment of this clock.
/// Somebody who sets the machine's clock an hour on, or a summer time gone wrong, then neither ends a wait early nor
/// starts a storm of questions. Moments in the ledger mean the machine's time of the process that wrote them, so that
/// they are compared across restarts as what they are: absolute.
/// </remarks>
/// <param name="machine">The machine's clock and its timers.</param>
/// <param name="elapsed">Time that passed since some fixed moment. Default: <see cref="PassingTime"/>.</param>
internal sealed class SteadyClock(TimeProvider machine, Func<TimeSpan>? elapsed = null) : TimeProvider
{
    private readonly Func<TimeSpan> _elapsed = elapsed ?? PassingTime.Since;
    private Anchor _anchor = new(machine.GetUtcNow(), (elapsed ?? PassingTime.Since)());

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <summary>How far the machine's clock is ahead of this one: zero, unless it was set.</summary>
    public TimeSpan Ahead => machine.GetUtcNow() - GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var anchor = Volatile.Read(ref _anchor);
        return anchor.At + (_elapsed() - anchor.Elapsed);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Takes the machine's time again. Only while nothing is waited for: every moment ahead would move with it.</summary>
    public void Realign() => Volatile.Write(ref _anchor, new Anchor(machine.GetUtcNow(), _elapsed()));

    private sealed record Anchor(DateTimeOffset At, TimeSpan Elapsed);
}
