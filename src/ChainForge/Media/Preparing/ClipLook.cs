namespace ChainForge.Media;

/// <summary>A clip that is to be looked at.</summary>
/// <param name="Clip">What its index tells.</param>
/// <param name="Folder">Where what is made of it goes.</param>
/// <param name="Order">What is wanted of it.</param>
/// <param name="Scope">How much one FFmpeg takes from it.</param>
/// <param name="Matching">How its end is encoded anew; null: with settings of our own, for it does not tell the clip's.</param>
internal sealed record ClipLook(ClipInfo Clip, PreparedFolder Folder, PrepareOrder Order, PrepareScope Scope, TailSettings? Matching)
{
    // What a hand-over repeats: one frame. Where the joint turns out otherwise, the end is encoded once more.
    private const int UsuallyDropped = 1;

    // What takes long gains nothing by company, and an excerpt of several would fill the disk.
    private static readonly TimeSpan LongestShared = TimeSpan.FromMinutes(2);

    /// <summary>A look at all that is worth taking.</summary>
    public static ClipLook Of(ClipInfo clip, PreparedFolder folder, PrepareOrder order)
    {
        var (track, matching) = InsideOf(clip);
        var tail = track is not null && order.TailId > 0 ? TailSpan.Of(track, Math.Max(1, clip.FrameCount - UsuallyDropped)) : null;
        return new ClipLook(clip, folder, order, PrepareScope.Of(clip, track, tail is { Count: > 0, IsShort: true } ? tail : null), matching);
    }

    /// <summary>Whether only some of its frames are decoded.</summary>
    public bool IsExcerpt => Scope.Track is not null && !Order.IsThorough && !Order.EveryFrame;

    /// <summary>What it has in common with clips that can be looked at with it, one behind the other as if they were one; null: it is looked at by itself.</summary>
    public LookKind? Kind => IsExcerpt && Order.LastFrame is null && Clip.Duration <= LongestShared
        ? new LookKind(Scope.Track!.Config, Clip.Width, Clip.Height, Clip.PixelFormat, Clip.Colour, Clip.FrameRate, Matching, Order.Threads)
        : null;

    // What cannot be read of its inside is not copied from: it is decoded whole, which says what is wrong with it.
    private static (ClipTrack? Track, TailSettings? Matching) InsideOf(ClipInfo clip)
    {
        try
        {
            var track = ClipTrack.Load(clip);
            return (track, TailSettings.Matching(track));
        }
        catch (Mp4Exception)
        {
            return (null, null);
        }
    }
}

/// <summary>What decides how a clip is decoded and its end is encoded.</summary>
internal sealed record LookKind(AvcConfig Config, int Width, int Height, string PixelFormat, ColourTags Colour, FrameRate Rate, TailSettings? Tail, int Threads);
