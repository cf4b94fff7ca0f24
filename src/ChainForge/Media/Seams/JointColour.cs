namespace ChainForge.Media;

/// <summary>
/// What brings a clip's colours to the look of the clip before. The picture that both show tells it exactly, but a single odd frame
/// there (a flash, a tint that settles) would tint the whole clip: so on both sides it is compared with the frames beside it.
/// </summary>
/// <param name="Own">For the clip as a whole.</param>
/// <param name="First">For the picture that both show.</param>
/// <param name="Settled">How many frames behind that picture <paramref name="Own"/> begins to hold; 0: at once.</param>
internal sealed record JointColour(ColourMap Own, ColourMap First, int Settled)
{
    /// <param name="before">The picture that both clips show, in the clip before, and the frames in front of it, last to first.</param>
    /// <param name="after">The same picture in this clip, and the frames behind it.</param>
    public static JointColour Of(IReadOnlyList<SmallFrame> before, IReadOnlyList<SmallFrame> after)
    {
        var exact = ColourRegression.Fit(before[0], after[0]);
        var usual = OddFrames.UsualStep(before, after);
        var (odd, next) = (OddFrames.Find(before, usual), OddFrames.Find(after, usual));
        if (odd is null && next is null)
        {
            return new JointColour(exact, exact, 0);
        }

        var first = (odd?.ToOthers ?? ColourMap.Identity).After(exact);
        return next is null ? new JointColour(first, first, 0) : new JointColour(first.After(next.ToOthers.Inverse()), first, next.Count);
    }
}
