namespace ChainForge.Media;

/// <summary>How much one FFmpeg takes from a clip. All of it at first; where that fails, less: what is at fault must not cost what is not.</summary>
/// <param name="Track">The clip's frames, so that only some need be decoded; null: it is decoded whole.</param>
/// <param name="Tail">The end to encode anew; null: none.</param>
/// <param name="Sound">What of its sound.</param>
internal sealed record PrepareScope(ClipTrack? Track, TailSpan? Tail, SoundScope Sound)
{
    /// <summary>Everything that is worth taking.</summary>
    public static PrepareScope Of(ClipInfo clip, ClipTrack? track, TailSpan? tail) => new(track, tail, SoundOf(clip));

    /// <summary>The next to try after a failure; null: there is none.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="failure">What went wrong.</param>
    public PrepareScope? After(ClipInfo clip, Exception failure) => failure switch
    {
        // There may be room for the video all the same: its sound is then decoded once more.
        MediaException { IsDiskFull: true } => Sound == SoundScope.Kept ? this with { Sound = SoundScope.Measured } : null,
        not (MediaException or Mp4Exception) => null,

        // Its picture may still be wanted, in a silent video: who needs the sound finds out by himself, and says so.
        _ when Sound != SoundScope.None => this with { Sound = SoundScope.None },

        // Perhaps only its end cannot be made anew, for which the stitch has other ways.
        _ when Track is not null => Of(clip, null, null),
        _ => null,
    };

    private static SoundScope SoundOf(ClipInfo clip) => KeptSound.IsWorthwhile(clip) ? SoundScope.Kept : clip.Audio is null ? SoundScope.None : SoundScope.Measured;
}

/// <summary>What is taken of a clip's sound.</summary>
internal enum SoundScope
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How loud it is.</summary>
    Measured,

    /// <summary>How loud it is, and its samples.</summary>
    Kept,
}
