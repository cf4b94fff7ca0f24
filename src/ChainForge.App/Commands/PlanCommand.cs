using System.CommandLine;
using ChainForge.App.Api;
using ChainForge.App.Hosting;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary><c>chainforge plan FILE…</c>: what each segment will ask for and cost, the budget, the month's quota. Spends nothing.</summary>
internal static class PlanCommand
{
    public static Command Build(CommandFactory factory)
    {
        var files = ChainFiles.Argument();
        return factory.Create("plan", "Show what chains will ask for and cost; spends nothing.", [files], async (context, parsed, cancellationToken) =>
        {
            var settings = context.Settings();
            var read = ChainFiles.Read(parsed.GetValue(files)!, settings);
            if (ChainFiles.ReportProblems(read, context))
            {
                return ExitCode.Usage;
            }

            var plans = read.Select(file => Planning.Of(file.Reading.Definition!, PictoryCapabilities.Current, settings.Budget.MaxCreditsPerRun)).ToList();
            var (quota, trouble) = await QuotaAsync(settings, context.Time, cancellationToken);
            if (context.Json)
            {
                CommandContext.Line(Json.Write(new { plans, credits = plans.Sum(plan => plan.Credits), quota }));
                return ExitCode.Done;
            }

            plans.ForEach(plan => Show(context.Console, plan));
            Show(plans.Sum(plan => plan.Credits), quota, trouble);
            return ExitCode.Done;
        });
    }

    /// <summary>Prints one plan.</summary>
    public static void Show(IAnsiConsole console, ChainPlan plan)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .Title($"{Markup.Escape(plan.Chain)} · {Markup.Escape(plan.Model)} · {Markup.Escape(plan.AspectRatio)}")
            .AddColumn(new TableColumn("#").RightAligned())
            .AddColumn("segment")
            .AddColumn(new TableColumn("length").RightAligned())
            .AddColumn(new TableColumn("credits").RightAligned())
            .AddColumn("starts from")
            .AddColumn("prompt");
        foreach (var (segment, index) in plan.Segments.Select((segment, index) => (segment, index)))
        {
            table.AddRow(
                $"{index + 1}", Markup.Escape(segment.Id), $"{segment.Seconds} s", $"{segment.Credits:0.##}", Markup.Escape(segment.StartsFrom), Markup.Escape(segment.Prompt));
        }

        console.Write(table);
        CommandContext.Line($"{plan.Chain}: {plan.Segments.Count} segments, {plan.Seconds} s, {plan.Credits:0.##} credits of at most {plan.MaxCredits:0.##}.");
        if (!plan.FitsBudget)
        {
            CommandContext.Line($"{plan.Chain}: the budget ends before the chain does; the run would park after {FittingSegments(plan)} segments. Raise budget.maxCredits.");
        }
    }

    private static int FittingSegments(ChainPlan plan)
    {
        var left = plan.MaxCredits;
        return plan.Segments.TakeWhile(segment => (left -= segment.Credits) >= 0).Count();
    }

    private static void Show(decimal needed, Quota? quota, string? trouble)
    {
        if (quota is null)
        {
            CommandContext.Line($"The month's quota is not known: {trouble}");
            return;
        }

        CommandContext.Line($"This month: {quota.Used:0.##} of {quota.Limit:0.##} credits used, {quota.Left:0.##} left.");
        if (needed > quota.Left)
        {
            CommandContext.Line($"That is {needed - quota.Left:0.##} credits too few.");
        }
    }

    private static async Task<(Quota? Quota, string? Trouble)> QuotaAsync(ChainForgeSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (PictoryOptionsValidator.Validate(settings.Pictory) is { Count: > 0 } problems)
        {
            return (null, string.Join(" ", problems));
        }

        using var provider = PictoryProvider.Create(settings.Pictory, time, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        try
        {
            return (await provider.GetQuotaAsync(cancellationToken), null);
        }
        catch (ProviderException e)
        {
            return (null, e.Message);
        }
    }
}
