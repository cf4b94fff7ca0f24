using System.CommandLine;
using ChainForge.App.Api;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge runs</c>: every run of the ledger, newest first.</summary>
internal static class RunsCommand
{
    public static Command Build(CommandFactory factory) =>
        factory.Create("runs", "List runs.", [], async (context, _, cancellationToken) =>
        {
            var settings = context.Settings();
            var runs = new List<RunSummary>();
            if (CommandContext.HasLedger(settings))
            {
                await using var ledger = await context.OpenLedgerAsync(settings, cancellationToken);
                runs = (await ledger.ListAsync(cancellationToken: cancellationToken)).ConvertAll(run => RunSummary.Of(run, settings.Paths.Output));

                // They are in no list, and still hold credits.
                foreach (var run in ledger.Damaged)
                {
                    CommandContext.Error($"{run.Problem} {run.Spent + run.Reserved:0.##} credits of it stay counted.");
                }
            }

            if (context.Json)
            {
                CommandContext.Line(Json.Write(runs));
            }
            else
            {
                Show(context.Console, runs);
            }

            return ExitCode.Done;
        });

    private static void Show(IAnsiConsole console, List<RunSummary> runs)
    {
        if (runs.Count == 0)
        {
            CommandContext.Line("No runs yet.");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("run", "chain", "state", "segments", "credits", "started", "video or reason");
        foreach (var run in runs)
        {
            table.AddRow(
                Markup.Escape(run.Id), Markup.Escape(run.Chain), run.State, $"{run.Segments.Done} of {run.Segments.Total}",
                $"{run.Credits.Spent:0.##}{(run.Credits.Reserved > 0 ? $" + {run.Credits.Reserved:0.##}" : "")} of {run.Credits.Max:0.##}",
                $"{run.StartedAt:yyyy-MM-dd HH:mm}", Markup.Escape(run.Video ?? run.Reason ?? ""));
        }

        console.Write(table);
    }
}
