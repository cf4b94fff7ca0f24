namespace ChainForge.Runs;

/// <summary>Where an attempt stands. The arrows are the functions in <c>Transitions/</c>.</summary>
public enum AttemptState
{
    /// <summary>Written down; the one POST may be on its way.</summary>
    Intended,

    /// <summary>Certainly not taken by the provider; it will be sent again after <see cref="Attempt.NotBefore"/>.</summary>
    Deferred,

    /// <summary>Perhaps taken: it is looked for, and never sent again by itself.</summary>
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
