namespace ChainForge.Soak;

/// <summary>How long and how hard.</summary>
internal sealed record SoakOptions
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(3);

    /// <summary>How long the servers are troubled; afterwards everything comes to rest. Default 7 min.</summary>
    public TimeSpan Trouble { get; init; } = TimeSpan.FromMinutes(7);

    /// <summary>What the random choices come from. The same seed makes the same choices; what they meet depends on the machine.</summary>
    public required int Seed { get; init; }

    /// <summary>How many chains are dropped. Default 20.</summary>
    public int Runs { get; init; } = 20;

    /// <summary>Connection string of an empty database, which two servers share; null: one server on an embedded ledger.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>How long everything may take to come to rest; what takes longer is a problem. Default 3 min.</summary>
    public TimeSpan Rest { get; init; } = LongestRest;

    public int Servers => PostgreSql is null ? 1 : 2;

    /// <summary>Trouble and rest in so much time altogether: the rest gets three minutes of it, or half where that is less. What is dropped is two chains for each minute.</summary>
    public SoakOptions Within(TimeSpan total)
    {
        var rest = total / 2 < LongestRest ? total / 2 : LongestRest;
        return this with { Rest = rest, Trouble = total - rest, Runs = Math.Max(4, (int)(2 * total.TotalMinutes)) };
    }
}
