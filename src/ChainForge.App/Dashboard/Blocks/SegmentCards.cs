using ChainForge.App.Api;
using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;
using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>The segments of a run, each with everything that was asked for it.</summary>
internal static class SegmentCards
{
    public static Fragment Of(RunView view)
    {
        var html = Fragment.Of($"<div class=\"cf-segments\">");
        foreach (var segment in view.Segments)
        {
            html.Add($"{Card(view, segment)}");
        }

        return html.Add($"</div>");
    }

    private static Fragment Card(RunView view, SegmentView segment)
    {
        var html = Fragment.Of($"<article class=\"cf-card cf-segment\" data-key=\"segment-{segment.Number}\"><div class=\"cf-frame\">{Frame(view, segment)}</div><div>");
        html.Add($"<header>{StateBlock.Badge(segment.State)}<h3><span class=\"cf-quiet\">{segment.Number}</span> {segment.Id}</h3></header>");
        html.Add($"<p class=\"cf-prompt\">{segment.Prompt}</p><p class=\"cf-quiet\">{Start(view.Run, segment)}{segment.Seconds} s · {segment.Credits:0.##} credits{Measured(view.Run, segment)}</p>");
        html.AddIf(segment.Failure is not null, $"<p class=\"cf-failure\">{segment.Failure}</p>");
        return html.Add($"{Attempts(view, segment)}</div></article>");
    }

    private static Fragment Frame(RunView view, SegmentView segment)
    {
        var html = new Fragment();
        return segment.LastFrame is null
            ? html.Add($"<span class=\"cf-noframe\">{segment.State}</span>")
            : html.Add($"<a href=\"{view.Links.Clip(view.Id, segment.Number)}\" title=\"Play this clip alone\"><img loading=\"lazy\" alt=\"Last frame of {segment.Id}\" src=\"{view.Links.LastFrame(view.Id, segment.Number)}\"></a>");
    }

    private static string Start(Run run, SegmentView segment)
    {
        var start = segment.Number == 1
            ? Words.Start(run.Definition.Start)
            : run.Definition.Segments[segment.Number - 1].Handover switch
            {
                Chains.Handover.Extend => "extends the clip before",
                Chains.Handover.Cut => "a cut, nothing is handed over",
                _ => "starts on the last frame before",
            };
        return start is null ? "" : $"{start} · ";
    }

    private static string Measured(Run run, SegmentView segment) =>
        run.Segments[segment.Number - 1].Take is { } take ? $" · {take.Frames} frames at {take.FrameRate:0.##} a second, {take.Width}×{take.Height}" : "";

    private static Fragment Attempts(RunView view, SegmentView segment)
    {
        var html = new Fragment();
        foreach (var attempt in view.Run.Segments[segment.Number - 1].Attempts)
        {
            var state = SegmentView.WordOf(attempt.State);
            html.Add($"<p class=\"cf-attempt\"><span>attempt {attempt.Id}: {state}{For(attempt, view.Now)}</span>");
            html.AddIf(attempt.JobId is not null, $" <span class=\"cf-quiet\">job <code>{attempt.JobId}</code></span>");
            html.AddIf(attempt.Failure is not null && attempt.Failure != segment.Failure, $" <span class=\"cf-quiet\">{attempt.Failure}</span>");
            html.Add($"</p>");
        }

        return html;
    }

    private static string For(Attempt attempt, DateTimeOffset now) => attempt switch
    {
        { State: AttemptState.Accepted, AcceptedAt: { } since } => $" for {Words.Length(now - since)}",
        { GeneratedAt: { } until, AcceptedAt: { } since } => $", generated in {Words.Length(until - since)}",
        _ => "",
    };
}
