using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;
using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>Why a run stands still, and the exact commands that answer it.</summary>
internal static class AnswerBlock
{
    public static Fragment Of(RunView view)
    {
        var html = new Fragment();
        if (view.Summary.Reason is not { } reason)
        {
            return html;
        }

        html.Add($"<div class=\"cf-reason cf-is-{view.Summary.State}\"><p>{reason}</p>");
        var commands = Commands(view.Run);
        if (commands.Count > 0)
        {
            html.Add($"<ul class=\"cf-commands\">");
            foreach (var (command, effect) in commands)
            {
                html.Add($"<li><code>chainforge {command}</code><span>{effect}</span></li>");
            }

            html.Add($"</ul>");
        }

        return html.Add($"</div>");
    }

    /// <summary>The commands, with what each does.</summary>
    public static IReadOnlyList<(string Command, string Effect)> Commands(Run run) => run.State switch
    {
        RunState.Parked when run.Parking is { } parking => [.. parking.Answers.SelectMany(answer => Answer(answer, run.Id, parking))],
        RunState.Failed or RunState.Cancelled => [($"retry {run.Id}", "goes on from here; nothing that is there is paid again")],
        _ => [],
    };

    private static IEnumerable<(string, string)> Answer(string answer, string runId, Parking parking) => answer switch
    {
        "adopt" when parking.Candidates.Count > 0 => parking.Candidates.Select(job => ($"adopt {runId} {job}", "takes this job as the one whose answer was lost")),
        "adopt" => [($"adopt {runId} JOBID", "takes a job of your account as the one whose answer was lost")],
        "resubmit" => [($"resubmit {runId}", "asks for the clip again, and pays again")],
        "abandon" => [($"abandon {runId}", "gives this clip up and ends the run; the rest is kept")],
        "cancel" => [($"cancel {runId}", "ends the run; everything paid for is kept")],
        _ when parking.Cause == ParkingCause.Budget => [($"{answer} {runId}", "goes on, after budget.maxCredits was raised in the chain file")],
        _ => [($"{answer} {runId}", "goes on from here; nothing that is there is paid again")],
    };
}
