using ChainForge.App.Api;
using ChainForge.App.Jobs;
using ChainForge.Runs;
using Spectre.Console;

namespace ChainForge.App.Commands;

/// <summary>Shows runs while they go on: a live display at a terminal, a plain line per change elsewhere.</summary>
internal sealed class RunFollower(RunLedger ledger, StitchProgress stitching, CommandContext context)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, int> _told = [];

    /// <returns>The runs as they stand when all have come to rest, or when it was cancelled.</returns>
    public async Task<IReadOnlyList<Run>> FollowAsync(IReadOnlyList<string> runIds, CancellationToken cancellationToken)
    {
        var live = !context.Json && context.Console.Profile.Out.IsTerminal && context.Console.Profile.Capabilities.Ansi;
        if (!live)
        {
            return await UntilAtRestAsync(runIds, TellAsync, cancellationToken);
        }

        return await context.Console.Progress()
            .AutoClear(false)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bars = runIds.ToDictionary(id => id, id => progress.AddTask(Markup.Escape(id)));
                return await UntilAtRestAsync(runIds, run => ShowAsync(bars[run.Id], run), cancellationToken);
            });
    }

    private async Task<IReadOnlyList<Run>> UntilAtRestAsync(IReadOnlyList<string> runIds, Func<Run, Task> tell, CancellationToken cancellationToken)
    {
        while (true)
        {
            var runs = new List<Run>();
            foreach (var id in runIds)
            {
                var run = (await ledger.FindAsync(id, CancellationToken.None))!;
                await tell(run);
                runs.Add(run);
            }

            if (runs.TrueForAll(IsAtRest) || cancellationToken.IsCancellationRequested)
            {
                return runs;
            }

            try
            {
                await Task.Delay(Look, context.Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // One last look, then the runs are left to whoever takes them up.
            }
        }
    }

    // A run that failed or parked still collects what is paid for. One that is completed may still look whether anything was paid
    // twice; that goes on beside others, or at the next start.
    private bool IsAtRest(Run run) => run.State == RunState.Completed || (run.State != RunState.Running && NextSteps.Of(run, context.Time.GetUtcNow()).Count == 0);

    private async Task TellAsync(Run run)
    {
        if (context.Json)
        {
            return;
        }

        var history = await ledger.HistoryAsync(run.Id);
        foreach (var line in history.Skip(_told.GetValueOrDefault(run.Id)))
        {
            CommandContext.Line($"{line.At:HH:mm:ss} {run.Chain}: {line.Text}");
        }

        _told[run.Id] = history.Count;
    }

    private Task ShowAsync(ProgressTask bar, Run run)
    {
        // A segment is generated, then fetched; the stitch counts as much as a segment.
        var parts = run.Segments.Sum(segment => segment.Take is not null ? 1 : segment.IsGenerated ? 0.8 : segment.Current is null ? 0 : 0.2);
        var stitched = run.State == RunState.Completed ? 1 : stitching.Of(run.Id) ?? 0;
        bar.MaxValue = run.Segments.Length + 1;
        bar.Value = parts + stitched;
        bar.Description = Markup.Escape($"{run.Chain}  {run.Done} of {run.Segments.Length}  {Doing(run)}  {run.Spent:0.##} credits");
        if (run.State is not RunState.Running)
        {
            bar.StopTask();
        }

        return Task.CompletedTask;
    }

    private string Doing(Run run)
    {
        if (run.State != RunState.Running)
        {
            return OperatorTransitions.Word(run.State);
        }

        if (stitching.Of(run.Id) is not null)
        {
            return "stitching";
        }

        var current = SegmentView.Of(run).FirstOrDefault(segment => segment.State != "done");
        return current is null ? "about to stitch" : $"{current.Id} {current.State}";
    }
}
