using ChainForge.App.Dashboard.Blocks;
using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard;

/// <summary><c>/hangfire/chains/run/{id}</c>: everything about one run.</summary>
internal sealed class RunPage : LivePage
{
    protected override string Title => Read<RunPageView>().Of.Run.Chain;

    protected override Fragment Body()
    {
        var page = Read<RunPageView>();
        var view = page.Of;
        var html = Fragment.Of($"<div class=\"cf-head\"><h1><a href=\"{view.Links.Chains}\">Chains</a> / {view.Run.Chain}</h1>{StateBlock.Badge(view.Summary.State)}");
        html.Add($"<code class=\"cf-id\">{view.Id}</code>{StateBlock.Times(view)}<span class=\"cf-lost\" role=\"status\">no answer from the service</span></div>");
        html.Add($"<article class=\"cf-card\" data-key=\"summary\"><div class=\"cf-progress\"><span class=\"cf-figure\"><b>{view.Run.Done}</b> of {view.Segments.Count} clips · {Made(view)}</span>{StateBlock.Credits(view)}</div>");
        html.Add($"{SegmentTrack.Of(view)}{ReasonBlock.Of(view)}{AlarmBlock.Of(view)}{AnswerBlock.Of(view)}</article>");
        html.AddIf(view.Run.Video is not null, $"<section class=\"cf-card cf-cinema\" data-key=\"video\">{VideoBlock.Player(view)}{VideoBlock.Strip(view)}{VideoBlock.Facts(view)}</section>");
        html.Add($"<section data-key=\"segments\"><h2>Segments</h2>{SegmentCards.Of(view)}</section>");
        html.AddIf(page.Seams is not null, $"{(page.Seams is { } seams ? SeamTable.Of(seams) : null)}");
        return html.Add($"{History(page)}");
    }

    private static string Made(RunView view)
    {
        var definition = view.Run.Definition;
        var file = view.Run.SourceFile is { } source ? $" · {Path.GetFileName(source)}" : "";
        return $"{definition.Model} · {definition.AspectRatio}{file}";
    }

    private static Fragment History(RunPageView page)
    {
        var html = Fragment.Of($"<section class=\"cf-card\" data-key=\"history\"><h4>History</h4><ol class=\"cf-history\">");
        foreach (var line in page.History)
        {
            html.Add($"<li><time title=\"{Words.Moment(line.At)}\">{line.At.UtcDateTime:HH:mm:ss}</time><span>{line.Text}</span></li>");
        }

        return html.Add($"</ol></section>");
    }
}
