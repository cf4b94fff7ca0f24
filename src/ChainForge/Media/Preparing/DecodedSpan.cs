namespace ChainForge.Media;

/// <summary>What of a clip is decoded, and which of the frames that come out are looked at: both ends frame by frame, the middle here and there.</summary>
/// <param name="Path">The clip, or an excerpt of it and perhaps of others before and behind it.</param>
/// <param name="Places">For each of its frames that comes out its place in the clip, rising.</param>
/// <param name="Every">In the middle one frame of so many is looked at; 1: every one.</param>
/// <param name="IsExcerpt">Whether it is an excerpt, which has no sound.</param>
internal sealed record DecodedSpan(string Path, IReadOnlyList<int> Places, int Every, bool IsExcerpt)
{
    // About two looks a second, of whole clips and of excerpts, whose middle holds about every other frame.
    private const int EveryOfWhole = 12;
    private const int EveryOfExcerpt = 6;

    /// <summary>How many frames of other clips come out before.</summary>
    public int First { get; init; }

    /// <summary>The frames that are looked at, by their places in the clip.</summary>
    public IReadOnlyList<int> Looked => [.. Places.Where((_, rank) => rank < ClipSketch.Kept || rank >= Places.Count - ClipSketch.Kept || rank % Every == 0)];

    /// <summary>FFmpeg's options to open it.</summary>
    /// <remarks>How late frames are shown is what FFmpeg has not seen of an excerpt when it begins: told to be strict, it reckons with the latest there may be.</remarks>
    public IReadOnlyList<string> Input => IsExcerpt ? ["-strict", "strict", .. FFmpegCommand.UntrustedAsTold(Path)] : FFmpegCommand.Untrusted(Path);

    /// <summary>FFmpeg's filter for the same frames of clips that come out one behind the other; and for any behind the last, so that a frame too many is noticed.</summary>
    public static string Select(IReadOnlyList<DecodedSpan> spans) => $"select='{string.Concat(spans.Select(span => $"{span.Selected}+"))}gte(n,{spans[^1].End})'";

    private int End => First + Places.Count;

    private string Selected => $"gte(n,{First})*lt(n,{End})*(lt(n,{First + ClipSketch.Kept})+gte(n,{End - ClipSketch.Kept})+not(mod(n-{First},{Every})))";

    /// <summary>The whole clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="everyFrame">Whether all frames are looked at.</param>
    public static DecodedSpan Whole(ClipInfo clip, bool everyFrame) => new(clip.Path, [.. Enumerable.Range(0, clip.FrameCount)], everyFrame ? 1 : EveryOfWhole, IsExcerpt: false);

    /// <summary>Only what must be decoded for both ends of each clip and an impression of what is between: what nothing hangs on is left out there.</summary>
    /// <param name="looks">Clips that have a track, of one kind where they are several.</param>
    /// <param name="path">The excerpt to write.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<DecodedSpan>> ExcerptAsync(IReadOnlyList<ClipLook> looks, string path, CancellationToken cancellationToken)
    {
        var pieces = looks.Select(look => (look.Scope.Track!.Track, look.Scope.Track.Shown, Kept: KeptOf(look))).ToList();
        await MovieExcerpt.WriteAsync(path, pieces, looks[0].Clip, cancellationToken);
        var spans = new List<DecodedSpan>();
        foreach (var (_, shown, kept) in pieces)
        {
            spans.Add(new DecodedSpan(path, [.. kept.Select(i => shown[i]).Order()], EveryOfExcerpt, IsExcerpt: true) { First = spans.LastOrDefault()?.End ?? 0 });
        }

        return spans;
    }

    /// <summary>Of the looks of many frames as many as a usual look at a clip gives.</summary>
    public static IReadOnlyList<T> Usual<T>(IReadOnlyList<T> looks) =>
        [.. looks.Where((_, i) => looks.Count <= (2 * ClipSketch.Kept) + EveryOfWhole || i < ClipSketch.Kept || i >= looks.Count - ClipSketch.Kept || i % EveryOfWhole == 0)];

    /// <summary>How many frames come out before the frame at a place of the clip.</summary>
    public int RankOf(int place) => First + Places.Count(other => other < place);

    /// <summary>Frames in the order of decoding.</summary>
    private static List<int> KeptOf(ClipLook look)
    {
        var (clip, track) = (look.Clip, look.Scope.Track!);
        using var file = File.OpenRead(clip.Path);
        var end = Math.Min(look.Scope.Tail?.From ?? clip.FrameCount, clip.FrameCount - ClipSketch.Kept);
        return [.. Enumerable.Range(0, track.Shown.Count).Where(i => track.Shown[i] < ClipSketch.Kept || track.Shown[i] >= end || track.IsReference(file, i))];
    }
}
