namespace ChainForge.Runs;

/// <summary>Something that a person may say to a run as it stands now.</summary>
/// <param name="Verb">The command, the last part of the API's address, the button: one of the constants here.</param>
/// <param name="Effect">What it does, for a person, in words that follow the verb.</param>
public sealed record Answer(string Verb, string Effect)
{
    /// <summary>Take a job of the account as the one whose answer was lost.</summary>
    public const string Adopt = "adopt";

    /// <summary>Pay again for the clip.</summary>
    public const string Resubmit = "resubmit";

    /// <summary>Give the clip up, and the run with it.</summary>
    public const string Abandon = "abandon";

    /// <summary>Go on from where it is.</summary>
    public const string Retry = "retry";

    /// <summary>End the run.</summary>
    public const string Cancel = "cancel";

    /// <summary>Credits that are paid once more for what was asked for before; 0 when nothing is.</summary>
    public decimal PaysAgain { get; init; }

    /// <summary>Whether the run ends with it, or a clip is given up.</summary>
    public bool GivesUp { get; init; }

    /// <summary>Jobs that may be adopted; empty when none is suspected, or nothing is to be adopted.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];
}
