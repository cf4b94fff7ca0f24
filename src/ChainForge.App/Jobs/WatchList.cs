namespace ChainForge.App.Jobs;

/// <summary>What is waited for, by due time. Each thing once, however often it is added.</summary>
public sealed class WatchList(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(Watched Thing, long Ticket), DateTimeOffset> _queue = new();
    private readonly Dictionary<Watched, (long Ticket, DateTimeOffset Due)> _entries = [];
    private readonly SemaphoreSlim _changed = new(0, 1);
    private long _tickets;

    /// <summary>How many things are waited for.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Waits for something, from that moment on; what is already waited for keeps the earlier moment.</summary>
    public void Add(Watched thing, DateTimeOffset due) => Add(thing, due, mayHasten: true);

    /// <summary>Waits for something, unless it is already waited for: then it keeps its own moment, also a later one.</summary>
    /// <returns>Whether it was new.</returns>
    public bool TryAdd(Watched thing, DateTimeOffset due) => Add(thing, due, mayHasten: false);

    /// <summary>Takes the next thing whose time has come, waiting for it.</summary>
    /// <remarks>While it is being looked at it is not on the list; whoever took it adds it again if it is to be waited for on.</remarks>
    public async Task<(Watched Thing, DateTimeOffset Due)> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = TryTake(out var thing, out var due);
            if (wait is null)
            {
                return (thing!, due);
            }

            using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(Task.Delay(wait.Value, time, delay.Token), _changed.WaitAsync(delay.Token));
            await delay.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <returns>How long until the next; null when one was taken.</returns>
    private TimeSpan? TryTake(out Watched? thing, out DateTimeOffset due)
    {
        lock (_lock)
        {
            while (_queue.TryPeek(out var entry, out due))
            {
                if (!_entries.TryGetValue(entry.Thing, out var current) || current.Ticket != entry.Ticket)
                {
                    _queue.Dequeue();
                    continue;
                }

                var wait = due - time.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    thing = null;
                    return wait < TimeSpan.FromMinutes(1) ? wait : TimeSpan.FromMinutes(1);
                }

                _queue.Dequeue();
                _entries.Remove(entry.Thing);
                thing = entry.Thing;
                return null;
            }

            (thing, due) = (null, default);
            return TimeSpan.FromMinutes(1);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _changed.Dispose();

    private bool Add(Watched thing, DateTimeOffset due, bool mayHasten)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(thing, out var known) && (!mayHasten || known.Due <= due))
            {
                return false;
            }

            // Whoever waits for the next thing need only know of an earlier one: most are added behind thousands of others.
            if (_changed.CurrentCount == 0 && (!_queue.TryPeek(out _, out var next) || due < next))
            {
                _changed.Release();
            }

            _entries[thing] = (++_tickets, due);
            _queue.Enqueue((thing, _tickets), due);
            return true;
        }
    }
}
