namespace ChainForge.Media;

/// <summary>Grades a joint. Pure.</summary>
internal static class SeamGrader
{
    // Another picture: no figure of it says more.
    private const double MostExcess = 100;

    /// <summary>The grade and why.</summary>
    public static SeamVerdict Grade(SeamFigures seam)
    {
        var findings = Findings(seam).OfType<SeamFinding>().OrderByDescending(finding => finding.Grade).ThenByDescending(finding => finding.Excess).ToList();
        var cut = seam.Kind == JointKind.Cut ? "a declared cut" : null;
        return findings.Count == 0
            ? new SeamVerdict(SeamGrade.Good, cut ?? "nothing stands out", findings)
            : new SeamVerdict(findings[0].Grade, string.Join("; ", findings.Select(finding => finding.Text).Prepend(cut).OfType<string>()), findings);
    }

    private static IEnumerable<SeamFinding?> Findings(SeamFigures seam) => seam switch
    {
        // Another scene, as it was asked for: it may look and sound as it likes.
        { Kind: JointKind.Cut } => [SoundFindings.Click(seam)],
        { AnchorHonoured: false } => [new(SeamGrade.Bad, "anchor", MostExcess, "the clip does not go on from the picture it was given"), SoundFindings.Loudness(seam), SoundFindings.Click(seam)],
        _ => [PictureFindings.Jump(seam), .. PictureFindings.Colour(seam), PictureFindings.Sharpness(seam), PictureFindings.Pace(seam), SoundFindings.Loudness(seam), SoundFindings.Click(seam)],
    };
}
