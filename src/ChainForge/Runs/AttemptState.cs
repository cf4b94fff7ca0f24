namespace ChainForge.Runs;

/// <summary>Where an attempt stands. The arrows are the functions in <c>Transitions/</c>.</summary>
public enum AttemptState
{
    /// <summary>Written down; the one POST may be on its way.</summary>
    Intended,

    /// <summary>Not taken by the provider, as far as anybody can tell; it will be sent again after <see cref="Attempt.NotBefore"/>.</summary>
    Deferred,

    /// <summary>Perhaps taken: it is looked for, and not sent again by itself, but for <see cref="ServerErrorTransitions"/>.</summary>
    Unknown,

    /// <summary>Taken: there is a job id to ask for.</summary>
    Accepted,

    /// <summary>Generated and billed; the clip is to be fetched.</summary>
    Generated,

    /// <summary>The clip is here.</summary>
    Downloaded,

    /// <summary>Turned away by the provider for good: costs nothing.</summary>
    Refused,

    /// <summary>The provider could not generate it.</summary>
    Failed,

    /// <summary>Given up by a person; what it may have cost stays on the account.</summary>
    Abandoned,
}
