using System.Collections.Concurrent;

namespace ChainForge.Runs;

/// <summary>How long generations took lately, by model and length: before that it is not worth asking.</summary>
public sealed class GenerationTimes
{
    private const int Remembered = 20;

    // What took longer may have been finished for hours before anybody asked: the program was stopped, the laptop asleep.
    // To ask a little too early costs a poll; to ask hours too late looks like a hang.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<(string Model, int Seconds), ConcurrentQueue<TimeSpan>> _times = new();

    /// <summary>Remembers one.</summary>
    public void Add(AskedFor asked, TimeSpan duration)
    {
        var queue = _times.GetOrAdd((asked.Model, asked.Seconds), _ => new());
        queue.Enqueue(duration);
        while (queue.Count > Remembered)
        {
            queue.TryDequeue(out _);
        }
    }

    /// <summary>Learns from runs of earlier days.</summary>
    public void Learn(IEnumerable<Run> runs)
    {
        foreach (var attempt in runs.SelectMany(run => run.Segments).SelectMany(segment => segment.Attempts))
        {
            if (attempt is { AcceptedAt: { } from, GeneratedAt: { } to })
            {
                Add(attempt.Asked, to - from);
            }
        }
    }

    /// <summary>When asking first makes sense after a job was accepted: nine tenths of the quickest lately, at most two minutes; nothing known: zero.</summary>
    public TimeSpan FirstAsk(AskedFor asked) =>
        _times.TryGetValue((asked.Model, asked.Seconds), out var queue) && !queue.IsEmpty ? TimeSpan.FromTicks(Math.Min((queue.Min() * 0.9).Ticks, Longest.Ticks)) : TimeSpan.Zero;
}
