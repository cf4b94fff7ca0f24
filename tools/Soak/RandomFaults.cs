using PictorySimulator.Faults;

namespace ChainForge.Soak;

/// <summary>What a bad day at the provider brings.</summary>
internal static class RandomFaults
{
    private static readonly Dictionary<string, string> Soon = new() { ["Retry-After"] = "1" };

    private static readonly (FaultTarget On, Fault Fault)[] All =
    [
        (FaultTarget.Submit, new() { Connection = ConnectionFault.Reset, After = true }),
        (FaultTarget.Submit, new() { Connection = ConnectionFault.Close }),
        (FaultTarget.Submit, new() { Status = 503 }),
        (FaultTarget.Submit, new() { Status = 500, After = true }),
        (FaultTarget.Submit, new() { Status = 429, Headers = Soon }),
        (FaultTarget.Submit, new() { After = true, Delay = TimeSpan.FromSeconds(2) }),
        (FaultTarget.Submit, new() { TruncateAt = 9 }),
        (FaultTarget.Submit, new() { Job = new() { ListLag = TimeSpan.FromSeconds(2) } }),
        (FaultTarget.Submit, new() { Job = new() { Generation = TimeSpan.FromSeconds(4) } }),
        (FaultTarget.Submit, new() { Job = new() { NoLastFrame = true } }),
        (FaultTarget.Poll, new() { Status = 500 }),
        (FaultTarget.Poll, new() { Status = 429, Headers = Soon }),
        (FaultTarget.Poll, new() { Connection = ConnectionFault.Reset }),
        (FaultTarget.Poll, new() { Delay = TimeSpan.FromSeconds(1) }),
        (FaultTarget.List, new() { Status = 502 }),
        (FaultTarget.List, new() { Connection = ConnectionFault.Close }),
        (FaultTarget.Download, new() { CutPercent = 50 }),
        (FaultTarget.Download, new() { StallAt = 2000 }),
        (FaultTarget.Download, new() { ContentLength = 100 }),
        (FaultTarget.Download, new() { Status = 503 }),
        (FaultTarget.Webhook, new() { Connection = ConnectionFault.Close }),
        (FaultTarget.Webhook, new() { Delay = TimeSpan.FromSeconds(2) }),
    ];

    /// <summary>A fault that strikes one of the next requests of its kind.</summary>
    public static FaultRule Next(Random random)
    {
        var (on, fault) = All[random.Next(All.Length)];
        return new FaultRule { On = on, Fault = fault, Match = new() { Nth = 1 + random.Next(2) } };
    }
}
