using ChainForge.Runs;

namespace ChainForge.App.Webhooks;

/// <summary>The tokens of everything that is at the provider now, in memory: a call that knows one never stands in a line with calls that do not.</summary>
/// <remarks>
/// The provider calls seconds after a token was written, and here all of them are read again when a token is not among them,
/// four times a second at most, whatever the number of calls.
/// </remarks>
internal sealed class OpenTokens(RunLedger ledger, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile Look? _last;

    /// <summary>Whose token it is, as far as is known without asking anybody.</summary>
    public TokenOwner? Known(string hash) => _last is { } last && last.Owners.TryGetValue(hash, out var owner) ? new TokenOwner(owner.RunId, owner.AttemptId) : null;

    /// <summary>Whose token it is, after another look if the last is not fresh.</summary>
    /// <exception cref="LedgerException">The ledger does not answer.</exception>
    public async Task<TokenOwner?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        if (IsFresh)
        {
            return Known(hash);
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh)
            {
                var at = time.GetTimestamp();
                _last = new Look(await ledger.OpenTokensAsync(cancellationToken), at);
            }
        }
        finally
        {
            _turn.Release();
        }

        return Known(hash);
    }

    public void Dispose() => _turn.Dispose();

    private bool IsFresh => _last is { } last && time.GetElapsedTime(last.At) < Fresh;

    private sealed record Look(Dictionary<string, (string RunId, string AttemptId)> Owners, long At);
}

/// <summary>The attempt that a token belongs to.</summary>
internal sealed record TokenOwner(string RunId, string AttemptId);
