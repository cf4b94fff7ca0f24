namespace ChainForge.Media;

/// <summary>Composes the corrections of the seams back to the first clip, or to the last cut.</summary>
/// <param name="strength">How much of it is done, 0 to 1.</param>
/// <param name="ease">Over how many shown frames a step that is left at a joint is spread.</param>
internal sealed class ColourChain(double strength, int ease)
{
    private const double EaseSeconds = 0.5;

    /// <summary>A chain for a video: a step is spread over 12 frames at 24 fps.</summary>
    public static ColourChain Of(StitchOptions options, FrameRate rate) =>
        new(options.Colour == ColourMode.Match ? options.ColourStrength : 0, (int)Math.Round(EaseSeconds * rate.PerSecond));

    /// <summary>
    /// One a clip. A declared cut starts anew: another scene has a look of its own. Where nothing repeats there is nothing to
    /// compare, and the correction so far is carried on.
    /// </summary>
    /// <param name="seams">One for each joint.</param>
    /// <param name="shown">For each clip how many frames of the video it fills.</param>
    public IReadOnlyList<ClipColour> Compose(IReadOnlyList<SeamMeasure> seams, IReadOnlyList<int> shown)
    {
        var colours = new ClipColour[shown.Count];
        Array.Fill(colours, ClipColour.None);
        var look = ColourMap.Identity;
        var hops = 0;
        for (var k = 1; k < shown.Count && strength > 0; k++)
        {
            var seam = seams[k - 1];
            if (seam.Kind == JointKind.Cut || !seam.AnchorHonoured)
            {
                (look, hops) = (ColourMap.Identity, 0);
                continue;
            }

            // What is composed is what was measured, not what the bounds left of it: the errors of the bounds would be composed too.
            var own = ColourBounds.Hop(seam.ColourFit ?? ColourMap.Identity);
            var first = ColourBounds.Hop(seam.FirstColourFit ?? own);
            var before = colours[k - 1].At(shown[k - 1] - 1) ?? ColourMap.Identity;
            var least = SeamThresholds.Drifted(++hops);
            colours[k] = Eased(look, before, own, first, seam.ColourSettled, least, shown[k]);
            look = look.After(own);
        }

        return colours;
    }

    private ClipColour Eased(ColourMap look, ColourMap before, ColourMap own, ColourMap first, int settled, double least, int shown)
    {
        var correction = Corrected(look.After(own), least);
        var left = before.After(first).From(Corrected(look.After(first), least) ?? ColourMap.Identity);
        var frames = left < SeamThresholds.ColourStep ? settled : Math.Max(settled, ease);
        return new ClipColour(correction, [.. Enumerable.Range(0, Math.Min(frames, shown)).Select(Frame)]);

        // From the correction that lets no step be seen to the one that belongs to the clip.
        ColourMap Frame(int j)
        {
            var seen = j < settled ? first.Towards(own, Smooth((double)j / settled)) : own;
            var due = Corrected(look.After(seen), least) ?? ColourMap.Identity;
            return left < SeamThresholds.ColourStep ? due : ColourBounds.Chain(before.After(seen)).Towards(due, Smooth((double)j / frames));
        }
    }

    private ColourMap? Corrected(ColourMap look, double least) =>
        look.Reach < least ? null : ColourMap.Identity.Towards(ColourBounds.Chain(look), strength);

    private static double Smooth(double t) => t * t * (3 - (2 * t));
}
