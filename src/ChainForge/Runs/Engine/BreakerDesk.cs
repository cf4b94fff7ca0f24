namespace ChainForge.Runs;

/// <summary>The breaker as a person sees and closes it. It needs the ledger alone: to look, or to close it, nobody needs the key.</summary>
/// <param name="ledger">Where unknown outcomes are counted.</param>
/// <param name="coolDown">How long it stays open after the last of them.</param>
/// <param name="time">The clock.</param>
public sealed class BreakerDesk(RunLedger ledger, TimeSpan coolDown, TimeProvider time)
{
    /// <summary>How it stands.</summary>
    public async Task<BreakerState> LookAsync(CancellationToken cancellationToken = default)
    {
        var outcomes = await ledger.LostOutcomesAsync(cancellationToken);
        return new BreakerState(SubmitBreaker.OpenUntil([.. outcomes.Select(outcome => outcome.At)], coolDown, time.GetUtcNow()), outcomes);
    }

    /// <summary>Allows submitting again before the cool-down is over, on a person's word.</summary>
    /// <returns>The runs that were held back, to be woken.</returns>
    public async Task<IReadOnlyList<string>> CloseAsync(CancellationToken cancellationToken = default)
    {
        await ledger.ForgetUnknownOutcomesAsync(cancellationToken);
        var held = new List<string>();
        foreach (var run in await ledger.ListAsync(cancellationToken: cancellationToken))
        {
            if (run.HeldBackUntil is not null)
            {
                await ledger.UpdateAsync(run.Id, now => now.LetGo(), cancellationToken);
                held.Add(run.Id);
            }
        }

        return held;
    }
}

/// <summary>How the breaker stands.</summary>
/// <param name="OpenUntil">Until when nothing new is submitted; null while it is closed.</param>
/// <param name="Outcomes">The unknown outcomes since a person last closed it, oldest first, a hundred at most.</param>
public sealed record BreakerState(DateTimeOffset? OpenUntil, IReadOnlyList<LostOutcome> Outcomes);

/// <summary>A paid request whose answer was lost.</summary>
/// <param name="RunId">Its run.</param>
/// <param name="AttemptId">Its attempt.</param>
/// <param name="At">When that became known.</param>
/// <param name="Text">The line of the run's history.</param>
public sealed record LostOutcome(string RunId, string? AttemptId, DateTimeOffset At, string Text);
