namespace PictorySimulator.Faults;

/// <summary>The faults that wait for their request, first come first struck.</summary>
public sealed class FaultScript
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    /// <summary>Called when a rule strikes, before it takes effect: the request has arrived.</summary>
    public event Action<FaultRule>? Struck;

    /// <summary>Rules that can still strike.</summary>
    public IReadOnlyList<FaultRule> Pending
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Where(e => !e.Spent).Select(e => e.Rule)];
            }
        }
    }

    /// <summary>Adds a rule behind the others.</summary>
    public void Add(FaultRule rule)
    {
        lock (gate)
        {
            entries.Add(new(rule));
        }
    }

    /// <summary>Adds a fault that strikes the next request of its kind, or the next few.</summary>
    public void Add(FaultTarget on, Fault fault, int times = 1, FaultMatch? match = null) =>
        Add(new FaultRule { On = on, Fault = fault, Times = times, Match = match ?? new() });

    /// <summary>Forgets all rules.</summary>
    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
        }
    }

    internal Fault? Take(FaultTarget on, FaultSubject subject)
    {
        FaultRule? rule;
        lock (gate)
        {
            rule = entries.Find(entry => entry.Rule.On == on && entry.Strikes(subject))?.Rule;
        }

        if (rule is not null)
        {
            Struck?.Invoke(rule);
        }

        return rule?.Fault;
    }

    private sealed class Entry(FaultRule rule)
    {
        private int seen;
        private int struck;

        public FaultRule Rule => rule;

        public bool Spent => rule.Times > 0 && struck >= rule.Times;

        public bool Strikes(FaultSubject subject)
        {
            if (Spent || !subject.Fits(rule.Match))
            {
                return false;
            }

            seen++;
            if (seen < (rule.Match.Nth ?? 1))
            {
                return false;
            }

            struck++;
            return true;
        }
    }
}

/// <summary>What is known of a request when a fault is looked for.</summary>
internal sealed record FaultSubject(string Path, string? Prompt = null, int? JobIndex = null, string? JobId = null)
{
    public bool Fits(FaultMatch match) =>
        (match.Prompt is null || Prompt?.Contains(match.Prompt, StringComparison.OrdinalIgnoreCase) == true)
        && (match.JobIndex is null || match.JobIndex == JobIndex)
        && (match.JobId is null || match.JobId == JobId)
        && (match.Path is null || Path.EndsWith(match.Path, StringComparison.OrdinalIgnoreCase));
}
