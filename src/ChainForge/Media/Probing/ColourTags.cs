namespace ChainForge.Media;

/// <summary>What a clip says about its colours; null: it says nothing.</summary>
/// <param name="Range"><c>tv</c> or <c>pc</c>.</param>
/// <param name="Space">The YUV matrix, for example <c>bt709</c>.</param>
/// <param name="Primaries">For example <c>bt709</c>.</param>
/// <param name="Transfer">For example <c>bt709</c>.</param>
public sealed record ColourTags(string? Range, string? Space, string? Primaries, string? Transfer)
{
    /// <summary>
    /// The tags with the gaps filled in the way that players fill them: untagged HD is bt709, untagged SD is smpte170m
    /// (the border that mpv and browsers use). FFmpeg's own default, bt601 for everything, shifts red and green by 12 levels.
    /// </summary>
    public ColourTags Resolved(int width, int height)
    {
        var assumed = width >= 1280 || height > 576 ? "bt709" : "smpte170m";
        var space = Space ?? assumed;
        return new ColourTags(Range ?? "tv", space, Primaries ?? Companion(space), Transfer ?? Companion(space));
    }

    private static string Companion(string space) => space is "smpte170m" or "bt470bg" ? space : "bt709";
}
