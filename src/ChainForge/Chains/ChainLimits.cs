namespace ChainForge.Chains;

/// <summary>What a chain file is checked against: the provider's limits as properties, the format's own as constants.</summary>
public sealed record ChainLimits
{
    /// <summary>Most bytes of a chain file: 256 KB, some fifty times what a long chain needs.</summary>
    public const int MaxFileBytes = 256 * 1024;

    /// <summary>Most segments of a chain; also the most entries of any other list or block.</summary>
    public const int MaxSegments = 500;

    /// <summary>Deepest nesting of lists and blocks that is read. The format itself needs four: chain, segments, segment, references.</summary>
    public const int MaxDepth = 8;

    /// <summary>Most values in a file. 500 segments with every key and three references have 7,000.</summary>
    public const int MaxValues = 10_000;

    /// <summary>Longest name of a chain or id of a segment, in characters: both become file names.</summary>
    public const int MaxNameLength = 64;

    /// <summary>What a name or id looks like. Lower case only, because some file systems fold case.</summary>
    public const string NamePattern = "^[a-z0-9][a-z0-9-]*$";

    /// <summary>Largest budget that can be written, in credits: a guard against a slipped finger.</summary>
    public const decimal MaxCredits = 1_000_000;

    /// <summary>Largest local picture: 20 MB. The provider states no limit; a first frame of 4K as PNG stays below it.</summary>
    public const long MaxPictureBytes = 20 * 1024 * 1024;

    /// <summary>Largest local video: 200 MB. The provider states no limit.</summary>
    public const long MaxVideoBytes = 200 * 1024 * 1024;

    /// <summary>Largest piece of music: 200 MB, some hours of MP3.</summary>
    public const long MaxMusicBytes = 200 * 1024 * 1024;

    /// <summary>How long a transition takes unless something else is said, in seconds.</summary>
    public const double DefaultTransitionSeconds = 0.5;

    /// <summary>The longest transition, in seconds: half of the shortest clip that any model makes, which may have one at each end.</summary>
    public const double MaxTransitionSeconds = 2;

    /// <summary>Most problems that are listed; one more line then tells that there are others.</summary>
    public const int MaxProblems = 100;

    /// <summary>The provider's models, at least one; the first is the default.</summary>
    public required IReadOnlyList<ModelLimits> Models { get; init; }

    /// <summary>Fewest characters of a prompt with its style.</summary>
    public required int MinPromptLength { get; init; }

    /// <summary>Most characters of a prompt with its style.</summary>
    public required int MaxPromptLength { get; init; }

    /// <summary>Most reference pictures of one segment.</summary>
    public required int MaxReferences { get; init; }

    /// <summary>Whether media may lie on this machine, by http too: for a provider on loopback. Default: no, https and public only.</summary>
    public bool AllowLoopbackUrls { get; init; }

    /// <summary>Whether a chain may name pictures and videos of this machine by their path. Default: yes. A chain that comes from elsewhere must not: not even whether a file is there is told.</summary>
    public bool AllowLocalFiles { get; init; } = true;
}

/// <summary>What one model makes.</summary>
/// <param name="Name">The provider's name for it.</param>
/// <param name="AspectRatios">Possible aspect ratios, at least one; the first is the default.</param>
/// <param name="Seconds">Possible lengths in seconds, at least one; the first is the default.</param>
public sealed record ModelLimits(string Name, IReadOnlyList<string> AspectRatios, IReadOnlyList<int> Seconds);
