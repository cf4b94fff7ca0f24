using System.Globalization;

namespace ChainForge.Media;

/// <summary>The joints of a report: an overview, and each with its picture.</summary>
internal static class JointsSection
{
    public static HtmlText Of(SeamReport report, SeamPictures pictures)
    {
        var html = new HtmlText();
        if (report.Joints.Count == 0)
        {
            return html;
        }

        html.Add($"<h2>Joints</h2><p>{Count(report.Grades)}</p>");
        Overview(html, report);
        foreach (var joint in report.Joints)
        {
            Card(html, joint, pictures.Joints.ElementAtOrDefault(joint.Number - 1));
        }

        return html;
    }

    private static void Overview(HtmlText html, SeamReport report)
    {
        html.Add($"<div class=\"scroll\"><table><tr><th class=n>#</th><th>Joint</th><th class=n>At</th><th class=n>Dropped</th><th class=n>Jump <small>× motion</small></th><th class=n>Brightness <small>levels</small></th><th class=n>Sharpness</th><th class=n>Pace</th><th class=n>Loudness <small>LU</small></th><th>Grade</th></tr>");
        foreach (var joint in report.Joints)
        {
            var colour = joint.ColourInVideo ?? joint.Colour;
            html.Add($"<tr><td class=n>{joint.Number}</td><td>{joint.Before} → {joint.After}</td><td class=n>{joint.AtSeconds:0.00} s</td><td class=n>{joint.DroppedTailFrames + joint.DroppedHeadFrames}</td>");
            html.Add($"<td class=n>{joint.JumpLevels / Math.Max(joint.NaturalStepLevels, SeamLimits.LeastStep):0.0}</td><td class=n>{colour.YStepLevels:+0.0;−0.0;0.0}</td><td class=n>{Percent(joint.SharpnessRatio)}</td><td class=n>{Percent(joint.PaceRatio)}</td><td class=n>{Loudness(joint.LoudnessStepInVideoLu ?? joint.LoudnessStepLu)}</td>");
            html.Add($"<td>{Chip(joint.Grade)}</td></tr>");
        }

        html.Add($"</table></div><p class=\"quiet small\">Jump: how much the picture changes from the last frame before to the first behind the joint, in steps of its own motion there. Brightness: change of the mean, of 255 levels, in the frame that both clips show. Sharpness and pace: change from one side to the other.</p>");
    }

    private static void Card(HtmlText html, JointReport joint, string? picture)
    {
        html.Add($"<section class=\"joint\" id=\"joint-{joint.Number}\"><header><h3>{joint.Number} · {joint.Before} → {joint.After}</h3>{Chip(joint.Grade)}<span class=\"quiet small\">{joint.AtSeconds:0.00} s, frame {joint.AtFrame}</span></header>");
        html.Add($"<p>{Sentence(joint.Reason)}</p><p class=\"quiet small\">{Sentence(joint.Decision)} {Figures(joint)}</p>");
        if (picture is not null)
        {
            html.Add($"<figure><a href=\"{picture}\"><img loading=\"lazy\" src=\"{picture}\" alt=\"The two frames that meet at joint {joint.Number} and their difference\"></a>");
            html.Add($"<figcaption class=\"panes\"><span>Frame {joint.AtFrame - 1}, last of {joint.Before}</span><span>Frame {joint.AtFrame}, first of {joint.After}</span><span>Their difference, {JointPictures.Amplified} times amplified</span></figcaption></figure>");
        }

        html.Add($"</section>");
    }

    private static string Figures(JointReport joint)
    {
        var colour = joint.Colour;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"The picture changes by {joint.PictureStepLevels:0.0} levels, its neighbours by {joint.NaturalStepLevels:0.0}; means of Y, U, V by {colour.YStepLevels:+0.0;−0.0;0}, {colour.UStepLevels:+0.0;−0.0;0}, {colour.VStepLevels:+0.0;−0.0;0} levels, their spreads to {colour.YSpreadRatio * 100:0}, {colour.USpreadRatio * 100:0}, {colour.VSpreadRatio * 100:0} %.");
        return joint.ColourInVideo is not { } left ? text : string.Create(CultureInfo.InvariantCulture,
            $"{text} After correction: {left.YStepLevels:+0.0;−0.0;0}, {left.UStepLevels:+0.0;−0.0;0}, {left.VStepLevels:+0.0;−0.0;0} levels, {left.YSpreadRatio * 100:0}, {left.USpreadRatio * 100:0}, {left.VSpreadRatio * 100:0} %.");
    }

    private static HtmlText Chip(SeamGrade grade) => new HtmlText().Add($"<span class=\"grade {grade.ToString().ToLowerInvariant()}\">{grade.ToString().ToLowerInvariant()}</span>");

    private static string Count(GradeCount grades) =>
        string.Join(", ", new[] { (grades.Good, "good"), (grades.Visible, "visible"), (grades.Bad, "bad") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}"));

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";

    private static string Loudness(double? step) => step is { } lu ? lu.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) : "–";

    private static string Percent(double? ratio) => ratio is { } value ? ((value - 1) * 100).ToString("+0;−0;0", CultureInfo.InvariantCulture) + " %" : "–";
}
