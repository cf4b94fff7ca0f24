using ChainForge.Chains;
using ChainForge.Runs;

namespace ChainForge.App.Hosting;

/// <summary>The cap with which a run is taken up again.</summary>
internal static class RetryBudget
{
    /// <summary>The budget that the chain file sets by now: raising it there is how a run parked for its budget goes on. Only the budget; the rest of the definition is the run's own.</summary>
    /// <returns>Null, which keeps the old cap, when there is no such file any more, or another chain stands in it.</returns>
    public static decimal? Of(Run run, ChainForgeSettings settings) =>
        run.SourceFile is { } file && File.Exists(file) && ChainReader.Read(file, Workshop.Limits(settings)).Definition is { } now && now.Name == run.Chain
            ? Math.Max(now.MaxCredits ?? settings.Budget.MaxCreditsPerRun, run.Spent + run.Reserved)
            : null;

    /// <summary>What is wrong with a cap that a person names; null: nothing.</summary>
    public static string? ProblemOf(Run run, decimal cap) =>
        cap > 0 && cap >= run.Spent + run.Reserved && cap <= ChainLimits.MaxCredits
            ? null
            : $"must be at least the {run.Spent + run.Reserved:0.##} credits that are spent or reserved, above 0 and {ChainLimits.MaxCredits:0} at most; you wrote {cap:0.##}";
}
