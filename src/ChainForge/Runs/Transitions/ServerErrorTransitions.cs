namespace ChainForge.Runs;

/// <summary>The provider answered a paid request with an error of its own: the one unknown outcome that may be sent again without a person.</summary>
/// <remarks>
/// Pictory's reference says of a 500 "retry after a short wait" (AI Studio, "Generate video" and "Get job", status 500); it says so of
/// no other failure. Taken at its word only when the account's whole jobs list, read twice a while apart with nobody else's request
/// open, shows no job that could be the one.
/// </remarks>
public static class ServerErrorTransitions
{
    /// <summary>How often the same attempt is sent again by itself; the third error in a row is no hiccup, and a person decides.</summary>
    public const int MaxResends = 2;

    /// <summary>The jobs list, whole and with nobody else's request open, does not show it. Told twice a while apart, the attempt is sent again.</summary>
    /// <returns>The first sight, or the attempt to be sent again; null when that is not for the list to decide, or too early.</returns>
    public static Transition? NotListed(this Run run, string attemptId, TimeSpan lookAgainAfter, DateTimeOffset now)
    {
        var attempt = run.Require(attemptId, AttemptState.Unknown);
        if (!attempt.ServerError || attempt.ServerErrorResends >= MaxResends || run.HasEnded)
        {
            return null;
        }

        if (attempt.NotListedAt is not { } first)
        {
            return new Transition(
                run.With(attempt with { NotListedAt = now }),
                $"{run.NameOf(attemptId)}: no job of it is listed; looked for again in {lookAgainAfter.TotalSeconds:0} s",
                attemptId);
        }

        return now - first < lookAgainAfter
            ? null
            : new Transition(
                run.With(attempt with
                {
                    State = AttemptState.Deferred,
                    ServerErrorResends = attempt.ServerErrorResends + 1,
                    UnknownSince = null,
                    NotListedAt = null,
                }),
                $"{run.NameOf(attemptId)}: no job of it is listed, twice; the same request is sent again ({attempt.ServerErrorResends + 1} of {MaxResends})",
                attemptId);
    }

    /// <summary>Just before it was to be sent again the list was silent, or showed something: it is looked for anew. Null when it no longer waits to be sent.</summary>
    public static Transition? LookedForAnew(this Run run, string attemptId, DateTimeOffset now)
    {
        var attempt = run.Attempt(attemptId);
        return attempt is { State: AttemptState.Deferred, MayBeTaken: true }
            ? new Transition(
                run.With(attempt.LookFor(now)),
                $"{run.NameOf(attemptId)}: not sent again: the jobs list no longer says that it is missing; looking for it",
                attemptId)
            : null;
    }

    /// <summary>It was sent more than once, has its job, and was looked for long enough beside: what is listed by now is known.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="certain">Whether the last look was at the whole list with nobody else's request open.</param>
    /// <param name="unclear">Jobs that are nobody's, where it was not.</param>
    public static Transition? LookedBack(this Run run, string attemptId, bool certain, params IReadOnlyList<string> unclear)
    {
        var attempt = run.Attempt(attemptId);
        var found = attempt.OtherJobs.Count(other => other.MayBeBilled);
        return !attempt.MayHaveTwin
            ? null
            : new Transition(
                run.With(attempt with { LookedBack = true, UnseenTwins = certain ? 0 : Math.Max(0, attempt.ServerErrorResends - found) }),
                certain
                    ? $"{run.NameOf(attemptId)}: it was sent more than once; {(found == 0 ? "no second job of it" : $"beside its own {found}")} was listed"
                    : $"ALARM: {run.NameOf(attemptId)}: it was sent more than once, and whether it was taken more than once could not be seen, so its credits stay reserved"
                        + (unclear.Count == 0 ? "" : $"; nobody's: {string.Join(", ", unclear)}") + "; look at your account",
                attemptId);
    }

    /// <summary>A run that ends sends nothing again; what may have been taken is looked for on, its credits reserved.</summary>
    internal static Run LookForDeferred(this Run run, DateTimeOffset now)
    {
        foreach (var attempt in run.Segments.Select(segment => segment.Current).OfType<Attempt>())
        {
            if (attempt is { State: AttemptState.Deferred, MayBeTaken: true })
            {
                run = run.With(attempt.LookFor(now));
            }
        }

        return run;
    }

    /// <summary>Its outcome is open again: from now on it is looked for.</summary>
    internal static Attempt LookFor(this Attempt attempt, DateTimeOffset now) =>
        attempt with { State = AttemptState.Unknown, UnknownSince = now, NotListedAt = null };
}
