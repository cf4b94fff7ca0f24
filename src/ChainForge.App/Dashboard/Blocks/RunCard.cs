using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>A run on the Chains page.</summary>
internal static class RunCard
{
    /// <param name="view">The run.</param>
    /// <param name="withVideo">Whether a finished video is shown, or only linked.</param>
    public static Fragment Of(RunView view, bool withVideo)
    {
        var html = Fragment.Of($"<article class=\"cf-card cf-run\" data-key=\"run-{view.Id}\"><header>{StateBlock.Badge(view.Summary.State)}");
        html.Add($"<h3><a href=\"{view.Links.Run(view.Id)}\">{view.Run.Chain}</a></h3><code class=\"cf-id\">{view.Id}</code>{StateBlock.Times(view)}</header>");
        html.Add($"<div class=\"cf-progress\"><span class=\"cf-figure\"><b>{view.Run.Done}</b> of {view.Segments.Count} clips</span>{StateBlock.Credits(view)}</div>");
        html.Add($"{SegmentTrack.Of(view)}{ReasonBlock.Of(view)}{AlarmBlock.Of(view)}{AnswerBlock.Link(view)}");
        if (view.Run.Video is not null && withVideo)
        {
            html.Add($"<div class=\"cf-watch\">{VideoBlock.Player(view)}<div>{VideoBlock.Strip(view)}{VideoBlock.Facts(view)}</div></div>");
        }
        else
        {
            html.Add($"{VideoBlock.Facts(view)}");
        }

        return html.Add($"</article>");
    }
}
