using System.CommandLine;
using System.Text.Json;
using ChainForge.App.Hosting;
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
            if (!Confirm(read.Select(file => file.Reading.Definition!), context, settings))
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

            var runs = new List<Run>();
            foreach (var (path, reading) in read)
            {
                var start = workshop.Engine.Plan(reading.Definition!, Path.GetFullPath(path));
                runs.Add(start.Run);
                await workshop.Ledger.AddAsync(start, cancellationToken);
            }

            return RunResults.Report(await ForegroundHost.CarryAsync(workshop, runs, context, cancellationToken), context, settings.Paths.Output);
        });
    }

    private static bool Confirm(IEnumerable<ChainDefinition> chains, CommandContext context, ChainForgeSettings settings)
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
        return context.Console.Confirm($"Spend up to {plans.Sum(plan => Math.Min(plan.Credits, plan.MaxCredits)):0.##} credits?");
    }

    // After a crash people start the same file again, and a pattern of the shell names a file twice; neither must buy everything
    // twice. All of it is looked at before the first run is recorded: what is recorded goes on.
    private static async Task<List<string>> PaidTwiceAsync(
        RunLedger ledger, IReadOnlyList<(string Path, ChainReading Reading)> files, CancellationToken cancellationToken)
    {
        var unfinished = (await ledger.ListAsync(cancellationToken: cancellationToken)).FindAll(GoesOnOrIsPaidFor);
        var named = new Dictionary<string, string>();
        var problems = new List<string>();
        foreach (var (path, reading) in files)
        {
            var chain = JsonSerializer.Serialize(reading.Definition);
            if (!named.TryAdd(chain, path))
            {
                problems.Add($"{path}: this is the same chain as {named[chain]}. Name it once; `--again` makes it twice and pays twice.");
            }
            else if (unfinished.Find(run => run.Chain == reading.Definition!.Name && JsonSerializer.Serialize(run.Definition) == chain) is { } before)
            {
                problems.Add(
                    $"{path}: run {before.Id} of this very chain is {OperatorTransitions.Word(before.State)} and has {before.Spent + before.Reserved:0.##} credits in it. "
                    + $"`chainforge retry {before.Id}` goes on without paying again; `--again` starts anew and pays for everything.");
            }
        }

        return problems;
    }

    // A running one that has not spent yet is taken up by this very process, and will.
    private static bool GoesOnOrIsPaidFor(Run run) =>
        run.State == RunState.Running || (run.State is RunState.Parked or RunState.Failed && run.Spent + run.Reserved > 0);
}
