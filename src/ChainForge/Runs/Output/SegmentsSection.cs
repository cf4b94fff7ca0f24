using ChainForge.Media;

namespace ChainForge.Runs;

/// <summary>What was asked for and what came back, for a report.</summary>
internal static class SegmentsSection
{
    public static HtmlText Of(Run run)
    {
        var html = new HtmlText().Add($"<h2>Segments</h2><div class=\"scroll\"><table><tr><th class=n>#</th><th>Segment</th><th class=n>Frames</th><th class=n>Credits</th><th>Last frame</th></tr>");
        foreach (var segment in run.Segments)
        {
            var definition = run.DefinitionOf(segment);
            html.Add($"<tr><td class=n>{segment.Index + 1}</td><td><b>{definition.Id}</b><br>{definition.Prompt}<br><span class=\"quiet small\">job {segment.Current?.JobId}</span></td>");
            html.Add($"<td class=n>{segment.Take?.Frames}</td><td class=n>{segment.Attempts.Sum(attempt => attempt.Spent):0.##}</td>");
            html.Add($"<td><img loading=\"lazy\" src=\"{segment.Take?.LastFrame}\" alt=\"\"></td></tr>");
        }

        return html.Add($"</table></div>");
    }
}
