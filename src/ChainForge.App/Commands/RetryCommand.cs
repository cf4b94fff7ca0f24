using System.CommandLine;
using ChainForge.App.Hosting;
using ChainForge.App.Jobs;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge retry RUN</c>: takes up any unfinished or failed run, orphaned ones too, and stays with it like <c>run</c>.</summary>
internal static class RetryCommand
{
    public static Command Build(CommandFactory factory)
    {
        var id = RunArgument.Create();
        var cap = new Option<decimal?>("--max-credits") { Description = "What the run may cost in all from now on. Default: what its chain file says by now.", HelpName = "CREDITS" };
        return factory.Create("retry", "Take up an unfinished or failed run, without paying again for what is there; says what is asked for and paid again.", [id, cap], async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings(needsKey: true);
            using var loggers = LoggerFactory.Create(logging => logging.AddChainForgeLogging(LogLevel.Warning));
            try
            {
                await using var workshop = await Workshop.OpenAsync(settings, context.Parts, context.Time, loggers, cancellationToken);
                var run = await TakeUpAsync(workshop.Ledger, workshop.Engine, parsed.GetValue(id)!, parsed.GetValue(cap), settings, context, cancellationToken);
                return run is null ? ExitCode.Cancelled : RunResults.Report(await ForegroundHost.CarryAsync(workshop, [run], context, cancellationToken), context, settings.Paths.Output);
            }
            catch (DataFolderOwnedException)
            {
                return await FollowOwnerAsync(parsed.GetValue(id)!, parsed.GetValue(cap), settings, context, cancellationToken);
            }
        });
    }

    // Nothing is paid a second time without a word of it. Null: its person would not have it.
    private static async Task<Run?> TakeUpAsync(
        RunLedger ledger, RunEngine engine, string name, decimal? maxCredits, ChainForgeSettings settings, CommandContext context, CancellationToken cancellationToken)
    {
        var run = await RunArgument.FindAsync(ledger, name, cancellationToken);
        if (maxCredits is { } cap && RetryBudget.ProblemOf(run, cap) is { } problem)
        {
            throw new SettingsException([$"--max-credits {problem}."]);
        }

        if (Answers.PayingAgain(run, Answer.Retry) is { } again)
        {
            CommandContext.Error($"{run.Chain}: retry {again.Effect}.");
            if (context.MayAsk && !await context.Console.ConfirmAsync("Pay again?", cancellationToken: cancellationToken))
            {
                return null;
            }
        }

        return await engine.RetryAsync(run.Id, maxCredits ?? RetryBudget.Of(run, settings), seen: null, cancellationToken);
    }

    // The service that owns the folder takes the run up at its next sweep; here it is only followed.
    private static async Task<int> FollowOwnerAsync(string name, decimal? maxCredits, ChainForgeSettings settings, CommandContext context, CancellationToken cancellationToken)
    {
        await using var ledger = await context.OpenLedgerAsync(settings, cancellationToken);
        using var provider = PictoryProvider.Create(settings.Pictory, context.Time, NullLoggerFactory.Instance);
        var engine = Workshop.EngineOf(settings, ledger, provider, context.Time, NullLoggerFactory.Instance);
        var run = await TakeUpAsync(ledger, engine, name, maxCredits, settings, context, cancellationToken);
        if (run is null)
        {
            return ExitCode.Cancelled;
        }

        CommandContext.Error($"The ChainForge that owns {Path.GetFullPath(settings.Paths.Data)} goes on with run {run.Id} within half a minute; this only follows.");
        var runs = await new RunFollower(ledger, new StitchProgress(), context).FollowAsync([run.Id], cancellationToken);
        return RunResults.Report(runs, context, settings.Paths.Output);
    }
}
