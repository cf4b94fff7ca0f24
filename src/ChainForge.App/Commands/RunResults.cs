using ChainForge.App.Api;
using ChainForge.Runs;

namespace ChainForge.App.Commands;

/// <summary>What a foreground command says at its end.</summary>
internal static class RunResults
{
    /// <returns>The exit code.</returns>
    public static int Report(IReadOnlyList<Run> runs, CommandContext context, string outputFolder)
    {
        if (context.Json)
        {
            CommandContext.Line(Json.Write(runs.Select(run => RunSummary.Of(run, outputFolder))));
        }
        else
        {
            foreach (var run in runs)
            {
                CommandContext.Line(Sentence(run, outputFolder));
            }
        }

        return ExitCodeOf(runs);
    }

    private static string Sentence(Run run, string outputFolder)
    {
        var folder = new RunFolder(outputFolder, run);
        return run.State switch
        {
            RunState.Completed => $"{run.Chain}: {folder.Newest} ({run.Video!.Seconds:0.00} s, {run.Video.Frames} frames, {run.Spent:0.##} credits; report: {folder.Report})",
            RunState.Parked => $"{run.Chain}: parked. {run.Parking!.Message} Run {run.Id}; answers: {string.Join(", ", run.Parking.Answers)}.",
            RunState.Running => $"{run.Chain}: stopped before its end; {run.Done} of {run.Segments.Length} clips are here, {run.Spent:0.##} credits spent. `chainforge retry {run.Id}` goes on.",
            _ => $"{run.Chain}: {OperatorTransitions.Word(run.State)}. {run.Reason} Run {run.Id}, {run.Spent:0.##} credits spent.",
        };
    }

    private static int ExitCodeOf(IReadOnlyList<Run> runs)
    {
        var states = runs.Select(run => run.State).ToHashSet();
        return states.Contains(RunState.Running) || states.Contains(RunState.Cancelled) ? ExitCode.Cancelled
            : states.Contains(RunState.Failed) ? ExitCode.Failed
            : states.Contains(RunState.Parked) ? ExitCode.Parked
            : ExitCode.Done;
    }
}
