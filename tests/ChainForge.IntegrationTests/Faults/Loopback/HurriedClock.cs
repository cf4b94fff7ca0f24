using Microsoft.Extensions.Time.Testing;

namespace ChainForge.IntegrationTests.Faults.Loopback;

/// <summary>The bench's clock as the provider sees it: waits of up to 25 s (back-off, the account's gate) pass at once, time-outs only when a test lets time go on.</summary>
internal sealed class HurriedClock(FakeTimeProvider time) : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HurriedTimer(this, time.CreateTimer(callback, state, dueTime, period));
        Hurry(dueTime);
        return timer;
    }

    private void Hurry(TimeSpan wait)
    {
        if (wait > TimeSpan.Zero && wait <= Longest)
        {
            _ = Task.Run(() => time.Advance(wait));
        }
    }

    private sealed class HurriedTimer(HurriedClock clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = inner.Change(dueTime, period);
            clock.Hurry(dueTime);
            return changed;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
