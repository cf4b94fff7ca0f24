namespace ChainForge.App.Jobs;

/// <summary>How the watch asks.</summary>
/// <param name="Interval">Time between two questions about the same thing.</param>
public sealed record WatchOptions(TimeSpan Interval)
{
    /// <summary>Most questions at once. Default 64: at an answer time of 50 ms that is over a thousand a second.</summary>
    public int Workers { get; init; } = 64;

    /// <summary>Wait of everybody after the key was refused, and of one thing after trouble of our own. Default twice the interval, but a minute at most.</summary>
    public TimeSpan Pause { get; init; } = Interval < TimeSpan.FromSeconds(30) ? Interval * 2 : TimeSpan.FromMinutes(1);

    /// <summary>Longest wait between two questions that get no answer and are told no time. Default a minute, or the interval where that is longer.</summary>
    public TimeSpan LongestWait { get; init; } = Interval < TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : Interval;

    /// <summary>Told how late each question was, for measurements; null tells nobody.</summary>
    public Action<TimeSpan>? Lag { get; init; }

    /// <summary>The interval, or up to a fifth more, so that runs that started together drift apart; never less, the provider named its lower bound.</summary>
    public TimeSpan Jittered() => Interval * (1 + (Random.Shared.NextDouble() * 0.2));

    /// <summary>Wait after no answer that named no time: the interval, doubled for each that went before, up to <see cref="LongestWait"/>.</summary>
    /// <param name="silencesBefore">How many questions in a row got no answer before this one.</param>
    public TimeSpan AfterSilence(int silencesBefore)
    {
        // Past a dozen it is a minute at any interval; more would overflow.
        var wait = Jittered() * Math.Pow(2, Math.Min(silencesBefore, 12));
        return wait < LongestWait ? wait : LongestWait;
    }

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
