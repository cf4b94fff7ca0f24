using System.CommandLine;
using ChainForge.App.Api;
using ChainForge.App.Hosting;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.App.Commands;

/// <summary>What a person may say to a run: <c>cancel</c>, <c>resubmit</c>, <c>abandon</c>, <c>adopt</c>. They only leave word in the ledger; whoever works on the run goes on from there.</summary>
internal static class AnswerCommands
{
    public static IEnumerable<Command> Build(CommandFactory factory)
    {
        var job = new Argument<string>("JOBID") { Description = "The provider's id of the job." };
        return
        [
            Answer(factory, "cancel", "Stop a run from spending any more; everything paid for is kept.", (ledger, run, context, _, token) => ledger.UpdateAsync(run.Id, now => now.Cancelled(context.Time.GetUtcNow()), token)),
            Answer(factory, "resubmit", "Pay again for the attempt that a run is parked for.", (ledger, run, _, _, token) => ledger.UpdateAsync(run.Id, now => now.Resubmitted(), token)),
            Answer(factory, "abandon", "Give up the attempt that a run is parked for, and the run with it.", (ledger, run, context, _, token) => ledger.UpdateAsync(run.Id, now => now.Abandoned(context.Time.GetUtcNow()), token)),
            Answer(factory, "adopt", "Take a job of your account as the one whose answer was lost.", (ledger, run, context, parsed, token) => AdoptAsync(ledger, run, context, parsed.GetValue(job)!, token), job),
        ];
    }

    private static Command Answer(
        CommandFactory factory,
        string name,
        string description,
        Func<RunLedger, Run, CommandContext, ParseResult, CancellationToken, Task<Run>> answer,
        params Argument[] more)
    {
        var id = RunArgument.Create();
        return factory.Create(name, description, [id, .. more], async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings();
            await using var ledger = await context.OpenLedgerAsync(settings, cancellationToken);
            var run = await RunArgument.FindAsync(ledger, parsed.GetValue(id)!, cancellationToken);
            var paysAgain = Answers.PayingAgain(run, name);
            var after = RunSummary.Of(await answer(ledger, run, context, parsed, cancellationToken), settings.Paths.Output);
            CommandContext.Line(context.Json
                ? Json.Write(after)
                : $"{after.Chain}, run {after.Id}, is {after.State} now{(paysAgain is null ? "" : $"; it {paysAgain.Effect}")}{(after.State == "running" ? ". A running `chainforge serve` goes on with it; else say `chainforge retry` to go on here" : "")}.");
            return ExitCode.Done;
        });
    }

    // The only answer that asks the provider: to stop spending nobody needs the key.
    private static async Task<Run> AdoptAsync(RunLedger ledger, Run run, CommandContext context, string jobId, CancellationToken cancellationToken)
    {
        var settings = context.Settings(needsKey: true);
        using var provider = PictoryProvider.Create(settings.Pictory, context.Time, NullLoggerFactory.Instance);
        return await Workshop.EngineOf(settings, ledger, provider, context.Time, NullLoggerFactory.Instance).AdoptAsync(run.Id, jobId, seen: null, cancellationToken);
    }
}
