using System.Globalization;
using System.Net;
using System.Text;

namespace ChainForge.Runs;

/// <summary><c>report.html</c>: the manifest for people, with the video beside it. One file, no script, nothing from elsewhere.</summary>
internal static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        video, img.strip { width: 100%; border-radius: .5rem; background: #000; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
        th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
        td img { width: 9rem; border-radius: .25rem; }
        .quiet { opacity: .7; }
        """;

    public static string Of(Run run, Manifest manifest, bool hasFilmStrip)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{Text(run.Chain)}</title><style>{Style}</style>");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Text(run.Chain)}</h1>");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"quiet\">Run {Text(run.Id)}, finished {manifest.FinishedAt:yyyy-MM-dd HH:mm} UTC · {manifest.Video.Seconds:0.00} s, {manifest.Video.Frames} frames, {manifest.Video.Width}×{manifest.Video.Height} · {manifest.Credits:0.##} credits</p>");
        html.Append(CultureInfo.InvariantCulture, $"<video controls preload=\"metadata\" src=\"{Text(manifest.Video.File)}\"></video>");
        if (hasFilmStrip)
        {
            html.Append("<p><img class=\"strip\" src=\"film-strip.png\" alt=\"Film strip of the video\"></p>");
        }

        Segments(html, run);
        Seams(html, manifest);
        html.Append("<h2>How it was joined</h2><ul>");
        foreach (var reason in manifest.Stitch)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li>{Text(reason)}</li>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<li>Sound minus picture: {manifest.SoundMinusPictureMs:0.00} ms</li></ul></html>");
        return html.ToString();
    }

    private static void Segments(StringBuilder html, Run run)
    {
        html.Append("<h2>Segments</h2><table><tr><th>#</th><th>Segment</th><th class=n>Frames</th><th class=n>Credits</th><th>Last frame</th></tr>");
        foreach (var segment in run.Segments)
        {
            var definition = run.DefinitionOf(segment);
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{segment.Index + 1}</td><td><b>{Text(definition.Id)}</b><br>{Text(definition.Prompt)}<br><span class=\"quiet\">job {Text(segment.Current?.JobId)}</span></td>");
            html.Append(CultureInfo.InvariantCulture, $"<td class=n>{segment.Take?.Frames}</td><td class=n>{segment.Attempts.Sum(attempt => attempt.Spent):0.##}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td><img src=\"{Text(segment.Take?.LastFrame)}\" alt=\"\"></td></tr>");
        }

        html.Append("</table>");
    }

    private static void Seams(StringBuilder html, Manifest manifest)
    {
        if (manifest.Seams.Count == 0)
        {
            return;
        }

        html.Append("<h2>Seams</h2><table><tr><th>Before</th><th class=n>At frame</th><th class=n>Dropped</th><th class=n>Step</th><th class=n>Own motion</th><th>Why</th></tr>");
        foreach (var seam in manifest.Seams)
        {
            var measured = seam.Measured;
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(seam.Segment)}</td><td class=n>{seam.Frame}</td><td class=n>{measured.DropTail + measured.DropHead}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td class=n>{measured.PictureStep:0.00}</td><td class=n>{measured.NaturalStep:0.00}</td><td>{Text(measured.Reason)}</td></tr>");
        }

        html.Append("</table><p class=\"quiet\">Step: mean difference of brightness between the two frames that meet, in levels of 255; own motion: the same between ordinary neighbours.</p>");
    }

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
