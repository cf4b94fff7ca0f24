using System.CommandLine;
using ChainForge.App.Api;
using ChainForge.App.Hosting;
using ChainForge.Runs;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge breaker</c>: whether new submits are held back, and why; <c>chainforge breaker close</c> allows them again.</summary>
internal static class BreakerCommand
{
    public static Command Build(CommandFactory factory)
    {
        var command = factory.Create("breaker", "Show whether new submits are held back after unknown outcomes.", [], (context, _, cancellationToken) =>
            WithDeskAsync(context, async desk => Show(context, await desk.LookAsync(cancellationToken)), cancellationToken));
        command.Subcommands.Add(factory.Create("close", "Allow new submits again before the cool-down is over.", [], (context, _, cancellationToken) =>
            WithDeskAsync(context, desk => CloseAsync(context, desk, cancellationToken), cancellationToken)));
        return command;
    }

    private static async Task<int> WithDeskAsync(CommandContext context, Func<BreakerDesk, Task> work, CancellationToken cancellationToken)
    {
        var settings = context.Settings();
        await using var ledger = await context.OpenLedgerAsync(settings, cancellationToken);
        await work(new BreakerDesk(ledger, settings.Submit.BreakerCoolDown, context.Time));
        return ExitCode.Done;
    }

    private static async Task CloseAsync(CommandContext context, BreakerDesk desk, CancellationToken cancellationToken)
    {
        var held = await desk.CloseAsync(cancellationToken);
        if (context.Json)
        {
            CommandContext.Line(Json.Write(BreakerView.Of(await desk.LookAsync(cancellationToken))));
            return;
        }

        CommandContext.Line(held.Count == 0
            ? "The breaker is closed: new requests are submitted."
            : $"The breaker is closed: {held.Count} {(held.Count == 1 ? "run goes" : "runs go")} on, within half a minute where `chainforge serve` runs, else with `chainforge retry`.");
    }

    private static void Show(CommandContext context, BreakerState state)
    {
        if (context.Json)
        {
            CommandContext.Line(Json.Write(BreakerView.Of(state)));
            return;
        }

        CommandContext.Line(state.OpenUntil is { } until
            ? $"Open until {until:HH:mm:ss} UTC: {SubmitBreaker.Threshold} paid requests in {SubmitBreaker.Within.TotalMinutes:0} minutes had an unknown outcome, so nothing new is submitted; polls and downloads go on. "
                + "`chainforge breaker close` allows submitting at once."
            : "Closed: new requests are submitted.");
        foreach (var outcome in state.Outcomes)
        {
            CommandContext.Line($"{outcome.At:yyyy-MM-dd HH:mm:ss}  {outcome.RunId}  {outcome.Text}");
        }
    }
}
