namespace ChainForge.Runs;

/// <summary>Stops new submits when outcomes become unknown too often: each may have cost something that nobody can match.</summary>
/// <remarks>It is worked out from the ledger, so that it holds for all servers and after a restart.</remarks>
public static class SubmitBreaker
{
    /// <summary>So many unknown outcomes of the account open it.</summary>
    public const int Threshold = 3;

    /// <summary>When they come within this time.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    /// <summary>Until when nothing new is submitted; null when the breaker is closed.</summary>
    /// <param name="unknowns">When outcomes became unknown since a person last closed it, oldest first.</param>
    /// <param name="coolDown">How long it stays open after the last of them.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset? OpenUntil(IReadOnlyList<DateTimeOffset> unknowns, TimeSpan coolDown, DateTimeOffset now)
    {
        for (var last = unknowns.Count - 1; last >= Threshold - 1; last--)
        {
            if (unknowns[last] - unknowns[last - Threshold + 1] <= Within)
            {
                var until = unknowns[last] + coolDown;
                return until > now ? until : null;
            }
        }

        return null;
    }
}
