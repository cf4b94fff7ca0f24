namespace ChainForge.Media;

/// <summary>A clip that was looked at.</summary>
/// <param name="Info">What the probe told.</param>
/// <param name="Folder">Where its sketch and its tail lie.</param>
/// <param name="HasEveryFrame">Whether the sketch holds all frames: an extension is searched for its source.</param>
/// <param name="Loudness">How loud it is; null: it has no sound.</param>
internal sealed record PreparedClip(ClipInfo Info, PreparedFolder Folder, bool HasEveryFrame, ClipLoudness? Loudness)
{
    /// <summary>The look of the frames that were looked at, in order: both ends frame by frame, the middle here and there.</summary>
    public required IReadOnlyList<FrameLook> Looks { get; init; }
}
