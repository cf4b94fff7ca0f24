using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>How a finished video was joined, in figures.</summary>
internal static class SeamTable
{
    public static Fragment Of(SeamFigures figures)
    {
        var html = Fragment.Of($"<section class=\"cf-card\" data-key=\"seams\"><h4>Seams</h4>");
        if (figures.Seams is { Count: > 0 } seams)
        {
            html.Add($"<div class=\"cf-scroll\"><table class=\"cf-table\"><thead><tr><th>before</th><th class=\"cf-n\">at frame</th><th class=\"cf-n\">dropped</th><th class=\"cf-n\">step</th><th class=\"cf-n\">own motion</th><th>why</th></tr></thead><tbody>");
            foreach (var seam in seams)
            {
                html.Add($"{Row(seam)}");
            }

            html.Add($"</tbody></table></div><p class=\"cf-quiet\">Step: mean difference of brightness between the two frames that meet, in levels of 255. Own motion: the same between ordinary neighbours.</p>");
        }

        html.Add($"<ul class=\"cf-reasons\">");
        foreach (var reason in figures.Stitch ?? [])
        {
            html.Add($"<li>{reason}</li>");
        }

        return html.Add($"<li>Sound minus picture: {figures.SoundMinusPictureMs:0.00} ms</li></ul></section>");
    }

    private static Fragment Row(SeamFigures.Seam seam)
    {
        var html = Fragment.Of($"<tr><td>{seam.Segment}</td><td class=\"cf-n\">{seam.Frame}</td>");
        return seam.Measured is { } measured
            ? html.Add($"<td class=\"cf-n\">{measured.DropTail + measured.DropHead}</td><td class=\"cf-n\">{measured.PictureStep:0.00}</td><td class=\"cf-n\">{measured.NaturalStep:0.00}</td><td>{measured.Reason}</td></tr>")
            : html.Add($"<td colspan=\"4\"></td></tr>");
    }
}
