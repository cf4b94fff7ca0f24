using System.CommandLine;
using ChainForge.App.Api;
using ChainForge.Runs;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge show RUN</c>: a run with its segments and its whole history.</summary>
internal static class ShowCommand
{
    public static Command Build(CommandFactory factory)
    {
        var id = RunArgument.Create();
        return factory.Create("show", "Show a run with its history.", [id], async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings();
            await using var ledger = await context.OpenLedgerAsync(settings, cancellationToken);
            var run = await RunArgument.FindAsync(ledger, parsed.GetValue(id)!, cancellationToken);
            var history = await ledger.HistoryAsync(run.Id, cancellationToken);
            var summary = RunSummary.Of(run, settings.Paths.Output);
            var segments = SegmentView.Of(run);
            if (context.Json)
            {
                CommandContext.Line(Json.Write(new { run = summary, answers = Answers.Of(run), alarms = AlarmView.Of(run), segments, history }));
            }
            else
            {
                Show(context.Console, run, summary, segments, history);
            }

            return ExitCode.Done;
        });
    }

    private static IEnumerable<string> AnswerLines(Run run) =>
        from answer in run.State == RunState.Running ? [] : Answers.Of(run)
        from job in answer.Verb != Answer.Adopt ? [""] : answer.Candidates.Count == 0 ? [" JOBID"] : answer.Candidates.Select(job => $" {job}")
        select $"  chainforge {answer.Verb} {run.Id}{job}: {answer.Effect}";

    private static void Show(IAnsiConsole console, Run run, RunSummary summary, IReadOnlyList<SegmentView> segments, IReadOnlyList<RunEvent> history)
    {
        CommandContext.Line($"{summary.Chain}, run {summary.Id}: {summary.State}, {summary.Segments.Done} of {summary.Segments.Total} clips, "
            + $"{summary.Credits.Spent:0.##} credits spent, {summary.Credits.Reserved:0.##} reserved, at most {summary.Credits.Max:0.##}");
        foreach (var line in new[] { summary.Video, summary.Reason }.OfType<string>().Concat(AlarmView.Of(run).Select(alarm => $"ALARM: {alarm}")).Concat(AnswerLines(run)))
        {
            CommandContext.Line(line);
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("#", "segment", "state", "length", "credits", "job", "clip or failure");
        foreach (var segment in segments)
        {
            table.AddRow(
                $"{segment.Number}", Markup.Escape(segment.Id), segment.State, $"{segment.Seconds} s", $"{segment.Credits:0.##}",
                Markup.Escape(segment.JobId ?? ""), Markup.Escape(segment.Clip ?? segment.Failure ?? ""));
        }

        console.Write(table);
        foreach (var line in history)
        {
            CommandContext.Line($"{line.At:yyyy-MM-dd HH:mm:ss}  {line.Text}");
        }
    }
}
