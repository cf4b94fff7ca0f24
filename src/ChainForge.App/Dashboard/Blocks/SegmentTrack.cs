using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>A run's segments in a row, and its stitch at the end.</summary>
internal static class SegmentTrack
{
    // With more, names under the pieces would be unreadable.
    private const int MostNamed = 8;

    public static Fragment Of(RunView view)
    {
        var named = view.Segments.Count <= MostNamed;
        var html = Fragment.Of($"<ol class=\"cf-track{(named ? "" : " cf-dense")}\">");
        foreach (var segment in view.Segments)
        {
            var tip = $"{segment.Number} · {segment.Id}: {segment.State}, {segment.Credits:0.##} credits{(segment.Attempts > 1 ? $", {segment.Attempts} attempts" : "")}";
            html.Add($"<li class=\"cf-is-{segment.State}\" title=\"{tip}\"><i></i>");
            html.AddIf(named, $"<span><b>{segment.Id}</b> {segment.State}</span>");
            html.Add($"</li>");
        }

        return html.Add($"</ol>").Add($"{Stitch(view)}");
    }

    private static Fragment Stitch(RunView view)
    {
        var html = new Fragment();
        return view.Stitch is { } done
            ? html.Add($"<div class=\"cf-stitch\"><span>stitching the video</span><progress max=\"100\" value=\"{100 * done:0}\"></progress><span class=\"cf-figure\">{100 * done:0} %</span></div>")
            : html;
    }
}
