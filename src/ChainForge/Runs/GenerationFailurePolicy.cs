using System.Collections.Frozen;
using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>What becomes of a job that the provider gave up. The one table that decides whether money may be risked again without a person.</summary>
/// <remarks>
/// Pictory documents <c>error_code</c> and <c>error_message</c> of a failed job, but no list of codes, and <c>aiCreditsUsed</c> for a completed one only
/// (AI Studio, "Get job"). So a new attempt is made by itself only when the provider says both: that this one cost nothing, and that it was its own
/// trouble. In doubt a person decides.
/// </remarks>
public static class GenerationFailurePolicy
{
    // Codes of the provider's own trouble, as neighbouring endpoints spell them or HTTP numbers them.
    private static readonly FrozenSet<string> OwnTrouble = FrozenSet.ToFrozenSet(
        [
            "INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVER_ERROR", "SERVICE_UNAVAILABLE", "TEMPORARILY_UNAVAILABLE", "UPSTREAM_ERROR",
            "PROVIDER_ERROR", "TIMEOUT", "TIMED_OUT", "GENERATION_TIMEOUT", "MODEL_OVERLOADED", "OVERLOADED", "CAPACITY_EXCEEDED", "500", "502", "503", "504",
        ],
        StringComparer.OrdinalIgnoreCase);

    // Where the code says nothing ("5001", TEXT_TO_VIDEO_FAILED) the words may.
    private static readonly string[] OwnTroubleWords =
        ["internal error", "internal server error", "temporarily", "try again later", "overloaded", "timed out", "service unavailable", "at capacity"];

    private static readonly string[] ContentWords =
        ["policy", "moderat", "nsfw", "safety", "prohibited", "not allowed", "inappropriate", "sensitive", "copyright", "violat", "blocked", "responsible ai"];

    private static readonly string[] InputWords =
        ["invalid", "unsupported", "could not be fetched", "cannot be fetched", "not reachable", "bad request", "must be", "too long", "too short", "image url", "firstframe", "input"];

    /// <summary>What to do about a failure.</summary>
    /// <param name="failure">What the provider said.</param>
    /// <param name="creditsUsed">What it says the job cost; null when it does not say.</param>
    public static FailureVerdict Of(ProviderFailure failure, decimal? creditsUsed)
    {
        // From what a new attempt could not cure to what it could: a message that names both a policy and a time-out is not tried again.
        if (failure.Kind == ProviderFailureKind.InsufficientCredits)
        {
            return FailureVerdict.TooFewCredits;
        }

        if (Says(failure, ContentWords))
        {
            return FailureVerdict.ContentRefused;
        }

        if (Says(failure, InputWords))
        {
            return FailureVerdict.InputUnusable;
        }

        return creditsUsed == 0 && (OwnTrouble.Contains(failure.Code ?? "") || Says(failure, OwnTroubleWords))
            ? FailureVerdict.TryAgain
            : FailureVerdict.PersonDecides;
    }

    private static bool Says(ProviderFailure failure, string[] words)
    {
        var text = $"{failure.Code?.Replace('_', ' ')} {failure.Message}";
        return words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What becomes of a job that the provider gave up.</summary>
public enum FailureVerdict
{
    /// <summary>It cost nothing and may pass: a new attempt, with a new reservation.</summary>
    TryAgain,

    /// <summary>The prompt or a picture is against the provider's rules: the same request fails again.</summary>
    ContentRefused,

    /// <summary>What was asked for or started from cannot be used: the same request fails again.</summary>
    InputUnusable,

    /// <summary>The account has too few credits.</summary>
    TooFewCredits,

    /// <summary>Nobody can tell whether it was billed, or why it failed.</summary>
    PersonDecides,
}
