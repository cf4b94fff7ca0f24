using System.Globalization;

namespace ChainForge.Media;

/// <summary>The drift of every segment, for a report.</summary>
internal static class DriftSection
{
    public static HtmlText Of(SeamReport report)
    {
        var html = new HtmlText();
        if (report.Segments.Count < 2)
        {
            return html;
        }

        html.Add($"<h2>Drift</h2><div class=\"scroll\"><table><tr><th class=n>#</th><th>Segment</th><th class=n>Since</th><th class=n>Brightness <small>levels</small></th><th class=n>Blue to yellow</th><th class=n>Red to green</th><th class=n>Contrast</th><th class=n>Saturation</th><th class=n>Sharpness</th><th class=n>Loudness <small>LU</small></th><th class=n>Corrected <small>levels</small></th></tr>");
        foreach (var segment in report.Segments)
        {
            var drift = segment.Drift;
            html.Add($"<tr><td class=n>{segment.Number}</td><td>{segment.Name}</td><td class=n>{(segment.DriftFrom == segment.Number ? "–" : $"{segment.DriftFrom}")}</td>");
            html.Add($"<td class=n>{Levels(drift.YStepLevels)}</td><td class=n>{Levels(drift.UStepLevels)}</td><td class=n>{Levels(drift.VStepLevels)}</td><td class=n>{Percent(drift.YSpreadRatio)}</td>");
            html.Add($"<td class=n>{Percent((drift.USpreadRatio + drift.VSpreadRatio) / 2)}</td><td class=n>{Percent(segment.DriftSharpnessRatio)}</td><td class=n>{(segment.DriftLoudnessLu is { } louder ? Levels(louder) : "–")}</td><td class=n>{(segment.CorrectedLevels is { } moved ? moved.ToString("0.0", CultureInfo.InvariantCulture) : "–")}</td></tr>");
        }

        return html.Add($"</table></div><p class=\"quiet small\">How the look of each segment, as it came, differs from the first one of its scene: medians over the whole segment, so what it shows counts too.</p>");
    }

    private static string Levels(double value) => value.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);

    private static string Percent(double? ratio) => ratio is { } value ? ((value - 1) * 100).ToString("+0;−0;0", CultureInfo.InvariantCulture) + " %" : "–";
}
