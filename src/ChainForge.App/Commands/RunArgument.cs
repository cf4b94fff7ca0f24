using System.CommandLine;
using ChainForge.Runs;

namespace ChainForge.App.Commands;

/// <summary>The <c>RUN</c> argument: a run's id, the end of it, or a chain's name for its newest run.</summary>
internal static class RunArgument
{
    public static Argument<string> Create() => new("RUN") { Description = "A run's id, its last characters, or a chain's name for its newest run." };

    /// <exception cref="RunNotFoundException">There is none, or several fit.</exception>
    public static async Task<Run> FindAsync(RunLedger ledger, string text, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(text, cancellationToken) is { } exact)
        {
            return exact;
        }

        var runs = await ledger.ListAsync(cancellationToken: cancellationToken);
        if (runs.Find(run => run.Chain == text) is { } newest)
        {
            return newest;
        }

        var fitting = text.Length >= 4 ? runs.FindAll(run => run.Id.EndsWith(text, StringComparison.Ordinal)) : [];
        return fitting.Count == 1 ? fitting[0] : throw new RunNotFoundException(text);
    }
}
