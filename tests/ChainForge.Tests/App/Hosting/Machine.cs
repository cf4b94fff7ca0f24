using ChainForge.App.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.App.Hosting;

/// <summary>A machine whose clock can be set while time goes on as it does: what passes is the test's to say.</summary>
internal sealed class Machine(FakeTimeProvider time) : TimeProvider
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private TimeSpan _set;

    public void SetClock(TimeSpan by) => _set += by;

    /// <summary>The clock of a program that is started on it now.</summary>
    public SteadyClock Clock() => new(this, () => time.GetUtcNow() - _start);

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + _set;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
