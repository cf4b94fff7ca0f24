namespace ChainForge.App.Jobs;

/// <summary>What is waited for, by due time. Each thing once, however often it is added.</summary>
public sealed class WatchList : IDisposable
{
    // What is due later than this is looked at in between: the clock may have been set.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    // Ten seconds are waited for: whatever falls due within the same hundredth is woken for once.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(Watched Thing, long Ticket), DateTimeOffset> _queue = new();
    private readonly Dictionary<Watched, (long Ticket, DateTimeOffset Due)> _entries = [];
    private readonly SemaphoreSlim _changed = new(0, 1);
    private long _tickets;

    /// <summary>An empty list.</summary>
    public WatchList(TimeProvider time)
    {
        _time = time;
        _alarm = time.CreateTimer(static list => ((WatchList)list!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

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

    /// <summary>When each thing is due, for measurements.</summary>
    public IReadOnlyList<DateTimeOffset> DueTimes()
    {
        lock (_lock)
        {
            return [.. _entries.Values.Select(entry => entry.Due)];
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
        (Watched Thing, DateTimeOffset Due) taken;
        while (!TryTake(out taken))
        {
            // One alarm and one semaphore: a delay to be cancelled at each question would throw a thousand times a second.
            await _changed.WaitAsync(cancellationToken);
        }

        return taken;
    }

    /// <inheritdoc/>
    /// <remarks>The semaphore stays: an alarm that rings at this moment would find it gone.</remarks>
    public void Dispose() => _alarm.Dispose();

    /// <returns>Whether something was due; if not, the alarm is set for the next.</returns>
    private bool TryTake(out (Watched Thing, DateTimeOffset Due) taken)
    {
        lock (_lock)
        {
            while (_queue.TryPeek(out var entry, out var due))
            {
                if (!_entries.TryGetValue(entry.Thing, out var current) || current.Ticket != entry.Ticket)
                {
                    _queue.Dequeue();
                    continue;
                }

                var wait = due - _time.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    _alarm.Change(wait < LongestSleep ? Grain * Math.Ceiling(wait / Grain) : LongestSleep, Timeout.InfiniteTimeSpan);
                    break;
                }

                _queue.Dequeue();
                _entries.Remove(entry.Thing);
                taken = (entry.Thing, due);
                return true;
            }

            taken = default;
            return false;
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
    }

    private bool Add(Watched thing, DateTimeOffset due, bool mayHasten)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(thing, out var known) && (!mayHasten || known.Due <= due))
            {
                return false;
            }

            // Whoever waits for the next thing need only know of an earlier one: most are added behind thousands of others.
            if (!_queue.TryPeek(out _, out var next) || due < next)
            {
                Wake();
            }

            _entries[thing] = (++_tickets, due);
            _queue.Enqueue((thing, _tickets), due);
            return true;
        }
    }
}
