using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace ChainForge.Tests.Providers.Pictory.Support;

/// <summary>A fake clock that lets short waits pass at once and remembers them; longer ones (time-outs) wait for <see cref="FakeTimeProvider.Advance"/>.</summary>
internal sealed class HastyClock(TimeSpan shortWait) : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HastyTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Hurry(dueTime);
        return timer;
    }

    private void Hurry(TimeSpan wait)
    {
        if (wait > TimeSpan.Zero && wait <= shortWait)
        {
            _waits.Enqueue(wait);
            _ = Task.Run(() => Advance(wait));
        }
    }

    private sealed class HastyTimer(HastyClock clock, ITimer inner) : ITimer
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
