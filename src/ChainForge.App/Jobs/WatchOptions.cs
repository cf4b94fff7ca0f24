namespace ChainForge.App.Jobs;

/// <summary>How the watch asks.</summary>
/// <param name="Interval">Time between two questions about the same thing.</param>
public sealed record WatchOptions(TimeSpan Interval)
{
    /// <summary>Most questions at once. Default 64: at an answer time of 50 ms that is over a thousand a second.</summary>
    public int Workers { get; init; } = 64;

    /// <summary>Wait after no answer that named no time. Default the interval, but a minute at most.</summary>
    public TimeSpan LongestWait { get; init; } = Interval < TimeSpan.FromMinutes(1) ? Interval * 2 : TimeSpan.FromMinutes(1);

    /// <summary>Told how late each question was, for measurements; null tells nobody.</summary>
    public Action<TimeSpan>? Lag { get; init; }

    /// <summary>The interval, or up to a fifth more, so that runs that started together drift apart; never less, the provider named its lower bound.</summary>
    public TimeSpan Jittered() => Interval * (1 + (Random.Shared.NextDouble() * 0.2));

    /// <summary>Wait before the first question about something that is due already: none for a few; up to an interval where a thousand wait, so that a restart is no rush.</summary>
    public TimeSpan Spread(int waiting) => Interval * (Random.Shared.NextDouble() * Math.Min(1, waiting / 1000.0));

    /// <summary>When a job is first asked for, after its acceptance: after an interval, or as many whole ones as are certainly too early.</summary>
    /// <remarks>
    /// Whole ones, because only they skip questions at no price: asking just before the quickest end known so far misses
    /// a steady provider by a hair each time, and each miss costs an interval (simulated and measured: 8 s a segment instead of 5).
    /// </remarks>
    /// <param name="tooEarly">How long a generation takes at least; zero when nothing is known.</param>
    public TimeSpan FirstQuestion(TimeSpan tooEarly) => Interval * Math.Max(1, Math.Floor(tooEarly / Interval));
}
