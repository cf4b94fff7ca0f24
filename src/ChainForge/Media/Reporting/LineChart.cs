using System.Globalization;

namespace ChainForge.Media;

/// <summary>A chart of figures over the length of a video, as inline SVG, with its joints marked.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Of the figures.</param>
/// <param name="LeastSpan">The scale spans at least this much.</param>
/// <param name="Lines">The lines.</param>
internal sealed record LineChart(string Title, string Unit, double LeastSpan, IReadOnlyList<ChartLine> Lines)
{
    private const int Width = 960;
    private const int Height = 210;
    private const int Left = 46;
    private const int Right = 10;
    private const int Top = 18;
    private const int Bottom = 22;

    // More joints than this would print their numbers over each other.
    private const int MostNumbers = 60;

    /// <param name="seconds">Length of the video.</param>
    /// <param name="joints">Its joints.</param>
    public HtmlText Draw(double seconds, IReadOnlyList<JointReport> joints)
    {
        var (x, y) = (ChartScale.To(seconds), ChartScale.Around(Lines.SelectMany(line => line.Parts).SelectMany(part => part).Select(point => point.Y), LeastSpan));
        var html = new HtmlText().Add($"<figure class=\"chart\"><figcaption><b>{Title}</b>");
        foreach (var line in Lines.Where(line => line.Name is not null))
        {
            html.Add($"<span class=\"key {line.Class}\">{line.Name}</span>");
        }

        html.Add($"<span class=\"quiet\">{Unit}</span></figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Title} over the video, {Unit}\">");
        foreach (var tick in y.Ticks)
        {
            html.Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):0.#}\" y2=\"{Y(tick):0.#}\"/><text x=\"{Left - 6}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{tick:0.##}</text>");
        }

        foreach (var tick in x.Ticks)
        {
            html.Add($"<text x=\"{X(tick):0.#}\" y=\"{Height - 6}\" text-anchor=\"middle\">{tick:0.##} s</text>");
        }

        foreach (var joint in joints)
        {
            var grade = joint.Grade.ToString().ToLowerInvariant();
            html.Add($"<g class=\"{grade}\"><title>Joint {joint.Number}, {grade}: {joint.Reason}</title><line class=\"seam\" x1=\"{X(joint.AtSeconds):0.#}\" x2=\"{X(joint.AtSeconds):0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/>");
            if (joints.Count <= MostNumbers)
            {
                html.Add($"<text class=\"number\" x=\"{X(joint.AtSeconds):0.#}\" y=\"{Top - 5}\" text-anchor=\"middle\">{joint.Number}</text>");
            }

            html.Add($"</g>");
        }

        foreach (var line in Lines)
        {
            html.Add($"<path class=\"{line.Class}\" d=\"{string.Concat(line.Parts.Select(Path))}\"/>");
        }

        return html.Add($"</svg></figure>");

        double X(double value) => Left + (x.At(value) * (Width - Left - Right));

        double Y(double value) => Height - Bottom - (y.At(value) * (Height - Top - Bottom));

        string Path(IReadOnlyList<ChartPoint> part) =>
            string.Concat(part.Select((point, i) => string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{X(point.X):0.#} {Y(point.Y):0.#}")));
    }
}

/// <summary>A line of a chart, in parts that are not connected: what lies between two clips is a step and no slope.</summary>
/// <param name="Name">For the key; null: it is not in it.</param>
/// <param name="Class">Its style.</param>
/// <param name="Parts">Its points.</param>
internal sealed record ChartLine(string? Name, string Class, IReadOnlyList<IReadOnlyList<ChartPoint>> Parts);

/// <summary>A point of a chart.</summary>
internal readonly record struct ChartPoint(double X, double Y);
