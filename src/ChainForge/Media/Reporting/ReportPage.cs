namespace ChainForge.Media;

/// <summary>A report as one page: a heading, and its sections.</summary>
internal static class ReportPage
{
    public static string Of(string title, FormattableString facts, params HtmlText[] sections)
    {
        var html = new HtmlText()
            .Add($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>")
            .Add(Style).Add($"</style><h1>{title}</h1><p class=\"quiet\">").Add(facts).Add($"</p>");
        foreach (var section in sections)
        {
            html.Add(section);
        }

        return html.Add($"</html>").ToString();
    }

    /// <summary>The video and its film strip.</summary>
    /// <param name="video">Relative to the page.</param>
    /// <param name="pictures">What was drawn.</param>
    public static HtmlText Video(string video, SeamPictures pictures)
    {
        var address = string.Join('/', video.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
        var html = new HtmlText().Add($"<video controls preload=\"metadata\" src=\"{address}\"></video>");
        return pictures.FilmStrip is { } strip ? html.Add($"<img class=\"strip\" src=\"{strip}\" alt=\"Film strip of the video, its joints marked\">") : html;
    }

    /// <summary>How the video was made.</summary>
    public static HtmlText Decisions(SeamReport report)
    {
        var html = new HtmlText().Add($"<h2>How it was joined</h2><ul><li>{report.Summary}</li><li>{report.Way}</li>");
        foreach (var reason in report.Decisions)
        {
            html.Add($"<li>{reason}</li>");
        }

        return html.Add($"<li>Sound minus picture: {report.SoundMinusPictureMs:0.00} ms</li></ul>");
    }

    private static HtmlText Style { get; } = new HtmlText().Verbatim(ReportStyle.Css);
}
