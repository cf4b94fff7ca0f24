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

        // What is stored as RGB has no matrix; it gets one when it becomes YUV.
        var space = Space is null or "gbr" ? assumed : Space;
        var (primaries, transfer) = space is "smpte170m" or "bt470bg" ? (space, "smpte170m") : ("bt709", "bt709");
        return new ColourTags(Range ?? "tv", space, Primaries ?? primaries, Transfer ?? transfer);
    }

    /// <summary>FFmpeg's options that tag what it encodes. They have other names than ffprobe for three of them.</summary>
    public IReadOnlyList<string> EncoderOptions =>
    [
        .. Tag("-color_range", Range), .. Tag("-colorspace", Space is "gbr" ? "rgb" : Space), .. Tag("-color_primaries", Primaries),
        .. Tag("-color_trc", Transfer switch { "bt470m" => "gamma22", "bt470bg" => "gamma28", var other => other }),
    ];

    /// <summary>Whether brightness is coded as HDR codes it (PQ or HLG).</summary>
    public bool IsHdr => Transfer is "smpte2084" or "arib-std-b67";

    private static string[] Tag(string option, string? value) => value is null ? [] : [option, value];
}
