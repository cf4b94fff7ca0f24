namespace ChainForge.Soak;

/// <summary>How long and how hard.</summary>
internal sealed record SoakOptions
{
    /// <summary>How long the servers are troubled; afterwards everything comes to rest. Default 10 min.</summary>
    public TimeSpan Trouble { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What the random choices come from. The same seed makes the same choices; what they meet depends on the machine.</summary>
    public required int Seed { get; init; }

    /// <summary>How many chains are dropped. Default 20.</summary>
    public int Runs { get; init; } = 20;

    /// <summary>Connection string of an empty database, which two servers share; null: one server on an embedded ledger.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>How long everything may take to come to rest. Default 10 min.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMinutes(10);

    public int Servers => PostgreSql is null ? 1 : 2;
}
