namespace ChainForge.Media;

/// <summary>What of a clip is decoded, and which of the frames that come out are looked at: both ends frame by frame, the middle here and there.</summary>
/// <param name="Path">The clip, or an excerpt of it.</param>
/// <param name="Places">For each frame that comes out its place in the clip, rising.</param>
/// <param name="Every">In the middle one frame of so many is looked at; 1: every one.</param>
/// <param name="IsExcerpt">Whether it is an excerpt, which has no sound.</param>
internal sealed record DecodedSpan(string Path, IReadOnlyList<int> Places, int Every, bool IsExcerpt)
{
    // About two looks a second, of whole clips and of excerpts, whose middle holds about every other frame.
    private const int EveryOfWhole = 12;
    private const int EveryOfExcerpt = 6;

    /// <summary>The frames that are looked at, by their places in the clip.</summary>
    public IReadOnlyList<int> Looked => [.. Places.Where((_, rank) => rank < ClipSketch.Kept || rank >= Places.Count - ClipSketch.Kept || rank % Every == 0)];

    /// <summary>FFmpeg's options to open it.</summary>
    /// <remarks>How late frames are shown is what FFmpeg has not seen of an excerpt when it begins: told to be strict, it reckons with the latest there may be.</remarks>
    public IReadOnlyList<string> Input => IsExcerpt ? ["-strict", "strict", .. FFmpegCommand.UntrustedAsTold(Path)] : FFmpegCommand.Untrusted(Path);

    /// <summary>FFmpeg's filter for the same frames.</summary>
    public string Select => $"select='lt(n,{ClipSketch.Kept})+gte(n,{Places.Count - ClipSketch.Kept})+not(mod(n,{Every}))'";

    /// <summary>The whole clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="everyFrame">Whether all frames are looked at.</param>
    public static DecodedSpan Whole(ClipInfo clip, bool everyFrame) => new(clip.Path, [.. Enumerable.Range(0, clip.FrameCount)], everyFrame ? 1 : EveryOfWhole, IsExcerpt: false);

    /// <summary>Only what must be decoded for both ends and an impression of what is between: what nothing hangs on is left out there.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="track">Its frames as they lie in the file.</param>
    /// <param name="from">The first frame of its end, in the order of showing.</param>
    /// <param name="path">The excerpt to write.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<DecodedSpan> ExcerptAsync(ClipInfo clip, ClipTrack track, int from, string path, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(clip.Path);
        var end = Math.Min(from, clip.FrameCount - ClipSketch.Kept);
        var kept = Enumerable.Range(0, track.Shown.Count).Where(i => track.Shown[i] < ClipSketch.Kept || track.Shown[i] >= end || track.IsReference(file, i)).ToList();
        var movie = MovieExcerpt.Of(track.Track, track.Shown, kept, clip.FrameRate.Num, clip.FrameRate.Den, (clip.Width, clip.Height));
        await MovieWriter.WriteAsync(path, [movie], clip.FrameRate.Num, cancellationToken);
        return new DecodedSpan(path, [.. kept.Select(i => track.Shown[i]).Order()], EveryOfExcerpt, IsExcerpt: true);
    }

    /// <summary>Of the looks of many frames as many as a usual look at a clip gives.</summary>
    public static IReadOnlyList<T> Usual<T>(IReadOnlyList<T> looks) =>
        [.. looks.Where((_, i) => looks.Count <= (2 * ClipSketch.Kept) + EveryOfWhole || i < ClipSketch.Kept || i >= looks.Count - ClipSketch.Kept || i % EveryOfWhole == 0)];

    /// <summary>How many frames come out before the frame at a place of the clip.</summary>
    public int RankOf(int place) => Places.Count(other => other < place);
}
