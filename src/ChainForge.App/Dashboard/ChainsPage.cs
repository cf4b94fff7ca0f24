using ChainForge.App.Dashboard.Blocks;
using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard;

/// <summary><c>/hangfire/chains</c>: every run, newest first, and the files that were dropped.</summary>
internal sealed class ChainsPage : LivePage
{
    // Each video brings a poster and a film strip; older ones are a link away.
    private const int MostVideos = 6;

    protected override string Title => "Chains";

    protected override Fragment Body()
    {
        var view = Read<ChainsView>();
        var html = Fragment.Of($"<div class=\"cf-head\"><h1>Chains</h1>{Totals(view)}<span class=\"cf-lost\" role=\"status\">no answer from the service</span></div>");
        html.Add($"{BreakerBlock.Of(view)}{FileBlock.Refused(view.Files)}");
        var videos = 0;
        foreach (var run in view.Runs)
        {
            videos += run.Run.Video is null ? 0 : 1;
            html.Add($"{RunCard.Of(run, withVideo: videos <= MostVideos)}");
        }

        html.AddIf(view.Runs.Count == 0, $"<div class=\"cf-card cf-empty\" data-key=\"empty\"><h3>No runs yet</h3><p>Drop a chain definition into <code>{view.Folder}</code> and it will be made.</p></div>");
        html.AddIf(view.Hidden > 0, $"<p data-key=\"more\"><a class=\"cf-button\" href=\"{view.Links.Chains}?show={view.Shown + 100}\">Show older runs ({view.Hidden})</a></p>");
        return html.Add($"{FileBlock.Others(view)}");
    }

    private static Fragment Totals(ChainsView view)
    {
        var html = Fragment.Of($"<span class=\"cf-totals\">");
        foreach (var group in view.Runs.GroupBy(run => run.Summary.State).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            html.Add($"<span><b>{group.Count()}</b> {group.Key}</span>");
        }

        return html.Add($"<span><b>{view.Runs.Sum(run => run.Summary.Credits.Spent):0.##}</b> credits spent</span></span>");
    }
}
