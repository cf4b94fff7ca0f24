namespace ChainForge.Providers.Pictory;

/// <summary>The account's key, taken anew from its file when the old one is refused, and what is known of a refusal.</summary>
internal sealed class AccountKey
{
    /// <summary>A refused key is tried again after this long: it may have been let in again at the provider's side.</summary>
    public static readonly TimeSpan TriedAgainAfter = TimeSpan.FromMinutes(1);

    // The file is small and local, but a page may look often.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly PictoryOptions _options;
    private readonly TimeProvider _clock;
    private IReadOnlyList<string> _known;
    private string _current;
    private long? _refusedAt;
    private long _lookedAt;

    public AccountKey(PictoryOptions options, TimeProvider clock)
    {
        (_options, _clock, _current) = (options, clock, options.ApiKey);
        _known = [_current];
    }

    public string Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <summary>Every key that was ever used, so that none of them is shown.</summary>
    public IReadOnlyList<string> Known => Volatile.Read(ref _known);

    /// <summary>Why nothing should be sent; null when the key is as good as anybody knows.</summary>
    public ProviderFailure? Refusal
    {
        get
        {
            lock (_lock)
            {
                if (_refusedAt is not { } refusedAt)
                {
                    return null;
                }

                if (_clock.GetElapsedTime(_lookedAt) >= LookAgainAfter)
                {
                    Reload();
                }

                return _refusedAt is null || _clock.GetElapsedTime(refusedAt) >= TriedAgainAfter ? null : Failure;
            }
        }
    }

    private ProviderFailure Failure => new(
        ProviderFailureKind.Unauthorized,
        "Pictory refuses the API key (401). Nothing more is submitted until it is right; nothing is lost, and everything goes on by itself then. "
        + (_options.ApiKeyFile is { } file
            ? $"Put the right key into {file}: it is taken up without a restart."
            : "Set PICTORY_API_KEY to the right key and restart: a running program does not see another environment (PICTORY_API_KEY_FILE names a file that is read again)."),
        RetryAfter: TriedAgainAfter);

    /// <summary>The provider answered 401 to this key.</summary>
    public void Refused(string key)
    {
        lock (_lock)
        {
            // Another one has taken its place meanwhile, or takes it now.
            if (key != _current || Reload())
            {
                return;
            }

            _refusedAt = _clock.GetTimestamp();
        }
    }

    /// <summary>The provider did what it was asked with this key.</summary>
    public void Accepted(string key)
    {
        lock (_lock)
        {
            if (key == _current)
            {
                _refusedAt = null;
            }
        }
    }

    /// <returns>Whether there is another key now.</returns>
    private bool Reload()
    {
        _lookedAt = _clock.GetTimestamp();
        if (_options.ApiKeyFile is not { } file || ApiKeyFile.TryRead(file) is not { } key || key == _current
            || PictoryOptionsValidator.Validate(_options with { ApiKey = key }).Count > 0)
        {
            return false;
        }

        Volatile.Write(ref _known, [.. _known, key]);
        (_current, _refusedAt) = (key, null);
        return true;
    }
}
