using System.Threading.RateLimiting;

namespace ChainForge.App.Webhooks;

/// <summary>How many calls are listened to. Who calls is not asked: behind a proxy all look alike, and a storm has many addresses.</summary>
/// <remarks>
/// Calls with a token of something under way are counted for each token alone, so no storm takes their place; all others
/// share one small measure, that of look-ups in the database. What is over is answered at once, nothing waits in a queue.
/// </remarks>
internal sealed class WebhookLimits : IDisposable
{
    /// <summary>What a turned-away caller is asked to wait, in seconds.</summary>
    public const int RetryAfter = 1;

    // Five copies and one out of order come through; each costs a question to the provider, so a leaked token must not buy many.
    private readonly PartitionedRateLimiter<string> _known = PartitionedRateLimiter.Create<string, string>(hash =>
        RateLimitPartition.GetTokenBucketLimiter(hash, _ => Bucket(burst: 10, perSecond: 1, alone: false)));

    private readonly TokenBucketRateLimiter _lookUps = new(Bucket(burst: 40, perSecond: 20, alone: true));

    // A ledger that is slow to answer must not collect callers: each holds a connection.
    private readonly ConcurrencyLimiter _strangers = new(new() { PermitLimit = 32, QueueLimit = 0 });

    public RateLimitLease Known(string hash) => _known.AttemptAcquire(hash);

    /// <summary>A caller whose token is not known yet.</summary>
    public RateLimitLease Stranger() => _strangers.AttemptAcquire();

    /// <summary>A token that is of nothing under way: only the ledger can say whether it is an old one.</summary>
    public RateLimitLease LookUp() => _lookUps.AttemptAcquire();

    public void Dispose()
    {
        _known.Dispose();
        _lookUps.Dispose();
        _strangers.Dispose();
    }

    private static TokenBucketRateLimiterOptions Bucket(int burst, int perSecond, bool alone) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = alone,
    };
}
