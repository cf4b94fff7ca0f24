namespace ChainForge.Media;

/// <summary>A clip that is to be looked at.</summary>
/// <param name="Clip">What its index tells.</param>
/// <param name="Folder">Where what is made of it goes.</param>
/// <param name="Order">What is wanted of it.</param>
/// <param name="Scope">How much one FFmpeg takes from it.</param>
internal sealed record ClipLook(ClipInfo Clip, PreparedFolder Folder, PrepareOrder Order, PrepareScope Scope)
{
    // What a hand-over repeats: one frame. Where the joint turns out otherwise, the end is encoded once more.
    private const int UsuallyDropped = 1;

    // What takes long gains nothing by company, and an excerpt of several would fill the disk.
    private static readonly TimeSpan LongestShared = TimeSpan.FromMinutes(2);

    /// <summary>A look at all that is worth taking.</summary>
    public static ClipLook Of(ClipInfo clip, PreparedFolder folder, PrepareOrder order)
    {
        var track = TrackOf(clip);
        var tail = track is not null && order.TailId > 0 ? TailSpan.Of(track, Math.Max(1, clip.FrameCount - UsuallyDropped)) : null;
        return new ClipLook(clip, folder, order, PrepareScope.Of(clip, track, tail is { Count: > 0, IsShort: true } ? tail : null));
    }

    /// <summary>Whether only some of its frames are decoded.</summary>
    public bool IsExcerpt => Scope.Track is not null && !Order.IsThorough && !Order.EveryFrame;

    /// <summary>How its end is encoded anew; null: with settings of our own, for it does not tell the clip's.</summary>
    public TailSettings? Matching => Scope.Track is null ? null : TailSettings.Matching(Scope.Track);

    /// <summary>What it has in common with clips that can be looked at with it, one behind the other as if they were one; null: it is looked at by itself.</summary>
    public LookKind? Kind => IsExcerpt && Order.LastFrame is null && Clip.Duration <= LongestShared
        ? new LookKind(Scope.Track!.Config, Clip.Width, Clip.Height, Clip.PixelFormat, Clip.Colour, Clip.FrameRate, Matching, Order.Threads)
        : null;

    private static ClipTrack? TrackOf(ClipInfo clip)
    {
        try
        {
            return ClipTrack.Load(clip);
        }
        catch (Mp4Exception)
        {
            return null;
        }
    }
}

/// <summary>What decides how a clip is decoded and its end is encoded.</summary>
internal sealed record LookKind(AvcConfig Config, int Width, int Height, string PixelFormat, ColourTags Colour, FrameRate Rate, TailSettings? Tail, int Threads);
