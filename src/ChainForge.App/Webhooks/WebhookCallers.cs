using ChainForge.Runs;

namespace ChainForge.App.Webhooks;

/// <summary>Finds out who calls, at a bounded cost.</summary>
internal sealed class WebhookCallers(OpenTokens tokens, WebhookLimits limits, RunLedger ledger)
{
    /// <exception cref="LedgerException">The ledger does not answer.</exception>
    public async Task<Caller> RecogniseAsync(string token, CancellationToken cancellationToken)
    {
        if (!WebhookToken.HasShape(token))
        {
            return new Caller.Unknown();
        }

        // Looked up by hash: timing tells nothing of a token, and neither memory nor ledger holds one.
        var hash = WebhookToken.HashOf(token);
        var owner = tokens.Known(hash) ?? await StrangerAsync(hash, cancellationToken);
        if (owner is not null)
        {
            using var turn = limits.Known(hash);
            return turn.IsAcquired ? new Caller.Of(owner) : new Caller.TooMany();
        }

        using var lookUp = limits.LookUp();
        return !lookUp.IsAcquired ? new Caller.TooMany()
            : await ledger.FindTokenAsync(hash, cancellationToken) is var (runId, attemptId) ? new Caller.Of(new(runId, attemptId))
            : new Caller.Unknown();
    }

    private async Task<TokenOwner?> StrangerAsync(string hash, CancellationToken cancellationToken)
    {
        using var place = limits.Stranger();
        return place.IsAcquired ? await tokens.FindAsync(hash, cancellationToken) : null;
    }
}

/// <summary>Who calls.</summary>
internal abstract record Caller
{
    /// <summary>Somebody with an attempt's token.</summary>
    public sealed record Of(TokenOwner Owner) : Caller;

    /// <summary>Nobody that we know.</summary>
    public sealed record Unknown : Caller;

    /// <summary>Not found out: there are too many.</summary>
    public sealed record TooMany : Caller;
}
