namespace ChainForge.Media;

/// <summary>The music below a video.</summary>
/// <param name="Path">The file.</param>
/// <param name="Loudness">What it is brought to, in LUFS integrated over what is heard of it.</param>
/// <param name="DuckAbove">Where the video's own sound is louder than this, in dBFS, the music gives way; null: it has no sound of its own.</param>
public sealed record MusicPlan(string Path, double Loudness, double? DuckAbove)
{
    // Heard as music in the gaps, and out of the way of what is said.
    private const double BelowOwn = 12;

    // By itself it is as loud as most music in videos on the web ends up.
    private const double Alone = -20;

    // Half-loud passages make it give way by a little, loud ones by 6 to 9 dB.
    private const double DuckBelowOwn = 8;

    /// <summary>The plan for a bed.</summary>
    /// <param name="bed">As asked for.</param>
    /// <param name="own">Loudness of the video's own sound in LUFS; null: silent.</param>
    internal static MusicPlan Of(MusicBed bed, double? own) => own is { } loudness
        ? new MusicPlan(bed.Path, loudness - BelowOwn + bed.VolumeDb, loudness - DuckBelowOwn)
        : new MusicPlan(bed.Path, Alone + bed.VolumeDb, null);

    /// <summary>In words.</summary>
    internal string Reason => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"music: {System.IO.Path.GetFileName(Path)} is brought to {Loudness:0.0} LUFS, {(DuckAbove is null ? "and is the video's only sound" : "below the video's own sound")}");
}
