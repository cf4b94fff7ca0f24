using System.CommandLine;
using ChainForge.App.Hosting;
using ChainForge.App.Intake;
using ChainForge.Chains;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge run FILE…</c>: makes the chains in the foreground.</summary>
internal static class RunCommand
{
    public static Command Build(CommandFactory factory)
    {
        var files = ChainFiles.Argument();
        var again = new Option<bool>("--again") { Description = "Start anew even where an unfinished run of the same chain could go on." };
        return factory.Create("run", "Make the videos of chains, here and now.", [files, again], async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings();
            var read = ChainFiles.Read(parsed.GetValue(files)!, settings);
            if (ChainFiles.ReportProblems(read, context))
            {
                return ExitCode.Usage;
            }

            settings = context.Settings(needsKey: true);
            if (!await ConfirmAsync(read.Select(file => file.Reading.Definition!), context, settings, cancellationToken))
            {
                return ExitCode.Cancelled;
            }

            using var loggers = LoggerFactory.Create(logging => logging.AddChainForgeLogging(LogLevel.Warning));
            await using var workshop = await Workshop.OpenAsync(settings, context.Parts, context.Time, loggers, cancellationToken);
            if (!parsed.GetValue(again) && await PaidTwiceAsync(workshop.Ledger, read, cancellationToken) is { Count: > 0 } twice)
            {
                twice.ForEach(CommandContext.Error);
                return ExitCode.Usage;
            }

            // A service that finds the same content in its folder knows by that record that it was made.
            var runs = new List<Run>();
            foreach (var (name, reading) in read)
            {
                var path = Path.GetFullPath(name);
                var start = workshop.Engine.Plan(reading.Definition!, path);
                runs.Add(start.Run);
                if (!await workshop.Ledger.TryTakeInAsync(new IntakeRecord(reading.ContentHash, path, Problems: null), start, cancellationToken))
                {
                    await workshop.Ledger.AddAsync(start, cancellationToken);
                }
            }

            return RunResults.Report(await ForegroundHost.CarryAsync(workshop, runs, context, cancellationToken), context, settings.Paths.Output);
        });
    }

    private static async Task<bool> ConfirmAsync(IEnumerable<ChainDefinition> chains, CommandContext context, ChainForgeSettings settings, CancellationToken cancellationToken)
    {
        var plans = chains.Select(chain => Planning.Of(chain, PictoryCapabilities.Current, settings.Budget.MaxCreditsPerRun)).ToList();
        foreach (var plan in plans.Where(plan => !plan.FitsBudget))
        {
            CommandContext.Error($"{plan.Chain}: needs {plan.Credits:0.##} credits, its budget is {plan.MaxCredits:0.##}: it will park before its end.");
        }

        if (!context.MayAsk)
        {
            return true;
        }

        plans.ForEach(plan => PlanCommand.Show(context.Console, plan));
        return await context.Console.ConfirmAsync($"Spend up to {plans.Sum(plan => Math.Min(plan.Credits, plan.MaxCredits)):0.##} credits?", cancellationToken: cancellationToken);
    }

    // After a crash people start the same file again, and a pattern of the shell names a file twice; neither must buy everything
    // twice. All of it is looked at before the first run is recorded: what is recorded goes on.
    private static async Task<List<string>> PaidTwiceAsync(
        RunLedger ledger, IReadOnlyList<(string Path, ChainReading Reading)> files, CancellationToken cancellationToken)
    {
        var runs = await ledger.ListAsync(cancellationToken: cancellationToken);
        var named = new Dictionary<string, string>();
        var problems = new List<string>();
        foreach (var (path, reading) in files)
        {
            var chain = reading.Definition!.Film();
            if (!named.TryAdd(chain, path))
            {
                problems.Add($"{path}: this is the same chain as {named[chain]}. Name it once; `--again` makes it twice and pays twice.");
            }
            else if (PaidBefore.Find(runs, reading.Definition) is { } before)
            {
                problems.Add(
                    $"{path}: run {before.Id} of this very chain is {OperatorTransitions.Word(before.State)} and has {before.Spent + before.Reserved:0.##} credits in it. "
                    + $"`chainforge retry {before.Id}` goes on without paying again; `--again` starts anew and pays for everything.");
            }
        }

        return problems;
    }
}
