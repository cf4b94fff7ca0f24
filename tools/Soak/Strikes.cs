namespace ChainForge.Soak;

/// <summary>What is done to the servers, and what they did that nobody had asked for.</summary>
internal sealed class Strikes(Random random)
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly List<string> _problems = [];
    private int _turn;

    public int Kills { get; private set; }

    public int Freezes { get; private set; }

    public int Stops { get; private set; }

    /// <summary>The longest time from SIGTERM to the end.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>What must not be.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_problems)
            {
                return [.. _problems];
            }
        }
    }

    public void Complain(string problem)
    {
        lock (_problems)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Kills, freezes or stops a server, or leaves it alone.</summary>
    public async Task StrikeAsync(Server server)
    {
        // One that has ended by itself is told of there.
        server.Start();

        // Each at least once; then less than every second time: between two strikes the servers must come to do something that can be struck.
        switch (_turn++ switch { 1 => 0, 2 => 2, 3 => 3, _ => random.Next(10) })
        {
            case < 2:
                Kills++;
                await server.KillAsync();
                break;
            case 2:
                Freezes++;
                await server.FreezeAsync(TimeSpan.FromSeconds(0.5 + (4 * random.NextDouble())));
                break;
            case 3:
                Stops++;
                await StopAsync(server);
                break;
        }

        server.Start();
    }

    /// <summary>Asks a server to stop, and holds it to its time.</summary>
    public async Task StopAsync(Server server)
    {
        server.Start();
        var took = await server.TerminateAsync();
        Longest = took > Longest ? took : Longest;
        if (took > LongestStop)
        {
            Complain($"a server took {took.TotalSeconds:0.0} s to stop");
        }
    }
}
