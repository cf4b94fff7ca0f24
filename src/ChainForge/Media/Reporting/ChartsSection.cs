namespace ChainForge.Media;

/// <summary>The charts of a report: colour, sharpness and loudness over the whole video.</summary>
internal static class ChartsSection
{
    // Enough for the width of a chart; of a long video each part shows fewer.
    private const int MostPoints = 1600;

    public static HtmlText Of(SeamReport report)
    {
        var html = new HtmlText().Add($"<h2>Over the video</h2>");
        var isCorrected = report.Segments.Any(segment => segment.Series.Any(point => point.InVideo is not null));
        if (isCorrected || report.Segments.Any(segment => segment.GainDb is not null))
        {
            html.Add($"<p class=\"quiet\">Lines show the video after correction; dotted lines the clips as they came.</p>");
        }

        foreach (var chart in Charts(report, isCorrected))
        {
            html.Add(chart.Draw(report.Seconds, report.Joints));
        }

        return html;
    }

    private static IEnumerable<LineChart> Charts(SeamReport report, bool isCorrected)
    {
        yield return new LineChart("Brightness", "mean of Y, levels", 8, Lines(("Y", "y", look => look.YMeanLevels)));
        yield return new LineChart("Colour", "mean less 128, levels", 6, Lines(("U, blue to yellow", "u", look => look.UMeanLevels - 128), ("V, red to green", "v", look => look.VMeanLevels - 128)));
        yield return new LineChart("Contrast and saturation", "standard deviation, levels", 6, Lines(("Y", "y", look => look.YDeviationLevels), ("U", "u", look => look.UDeviationLevels), ("V", "v", look => look.VDeviationLevels)));
        yield return new LineChart("Sharpness", "mean absolute Laplacian, levels", 2, Lines(("Y", "sharp", look => look.SharpnessLevels)));

        if (report.Segments.Any(segment => segment.LoudnessSeries?.Count > 0))
        {
            yield return new LineChart("Loudness", "momentary, LUFS", 10,
            [
                .. report.Segments.Any(segment => segment.GainDb is not null) ? [new ChartLine(null, "loud came", Loudness(report, point => point.Lufs))] : Array.Empty<ChartLine>(),
                new ChartLine("Sound", "loud", Loudness(report, point => point.InVideoLufs ?? point.Lufs)),
            ]);
        }

        IReadOnlyList<ChartLine> Lines(params (string Name, string Class, Func<LookFigures, double> Figure)[] figures) =>
        [
            .. figures.Where(_ => isCorrected).Select(line => new ChartLine(null, $"{line.Class} came", Parts(report, point => line.Figure(point.Look)))),
            .. figures.Select(line => new ChartLine(line.Name, line.Class, Parts(report, point => line.Figure(point.InVideo ?? point.Look)))),
        ];
    }

    private static IReadOnlyList<IReadOnlyList<ChartPoint>> Parts(SeamReport report, Func<LookPoint, double> figure) =>
        [.. report.Segments.Select(segment => Thinned(segment.Series, Math.Max(4, MostPoints / report.Segments.Count)).Select(point => new ChartPoint(point.AtSeconds, figure(point))).ToList())];

    private static IReadOnlyList<IReadOnlyList<ChartPoint>> Loudness(SeamReport report, Func<LoudnessPoint, double> figure) =>
        [.. report.Segments.Select(segment => Thinned(segment.LoudnessSeries ?? [], Math.Max(4, MostPoints / report.Segments.Count)).Select(point => new ChartPoint(point.AtSeconds, figure(point))).ToList())];

    private static IEnumerable<T> Thinned<T>(IReadOnlyList<T> points, int most) =>
        points.Count <= most ? points : Enumerable.Range(0, most).Select(i => points[i * (points.Count - 1) / (most - 1)]);
}
