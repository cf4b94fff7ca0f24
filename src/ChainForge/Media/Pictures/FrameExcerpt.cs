namespace ChainForge.Media;

/// <summary>A few frames of a long video as a small movie: what they hang on and no more, so that a look at them does not decode the rest.</summary>
/// <param name="Path">The excerpt, or the video itself where none could be made.</param>
/// <param name="Ranks">For each wanted frame how many frames of <paramref name="Path"/> come out before it.</param>
internal sealed record FrameExcerpt(string Path, IReadOnlyList<int> Ranks)
{
    /// <param name="video">The video.</param>
    /// <param name="wanted">Frames in the order of showing, rising.</param>
    /// <param name="path">Where the excerpt is written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<FrameExcerpt> OfAsync(ClipInfo video, IReadOnlyList<int> wanted, string path, CancellationToken cancellationToken)
    {
        try
        {
            var track = Mp4Reader.Read(video.Path).First(candidate => candidate.Handler == "vide");
            var shown = CleanCut.OrderOfShowing(track.Samples);
            if (!video.IsConstantRate || shown.Length != video.FrameCount)
            {
                return new FrameExcerpt(video.Path, wanted);
            }

            var kept = Kept(track, shown, wanted.ToHashSet());
            await MovieExcerpt.WriteAsync(path, [(track, shown, kept)], video, cancellationToken);
            var places = kept.Select(i => shown[i]).Order().ToList();
            return new FrameExcerpt(path, [.. wanted.Select(frame => places.BinarySearch(frame))]);
        }
        catch (Mp4Exception)
        {
            // Another kind of video: all of it is decoded.
            return new FrameExcerpt(video.Path, wanted);
        }
    }

    /// <summary>In each group from a key frame to the last wanted frame: the wanted frames, and those that others hang on.</summary>
    private static List<int> Kept(Mp4Track track, int[] shown, HashSet<int> wanted)
    {
        var lengthSize = ClipTrack.ConfigOf(track).LengthSize;
        using var file = File.OpenRead(track.Path);
        var kept = new List<int>();
        for (var start = 0; start < shown.Length;)
        {
            var end = start + 1;
            while (end < shown.Length && !(track.Samples[end].IsSync && Units(end).Any(unit => unit.Type == NalUnit.IdrSlice)))
            {
                end++;
            }

            var last = Array.FindLastIndex(shown, end - 1, end - start, wanted.Contains);
            for (var i = start; i <= last; i++)
            {
                if (wanted.Contains(shown[i]) || Units(i).Any(unit => unit is { Type: NalUnit.Slice or NalUnit.IdrSlice, IsReference: true }))
                {
                    kept.Add(i);
                }
            }

            start = end;
        }

        return kept;

        IReadOnlyList<NalUnit> Units(int sample)
        {
            var bytes = new byte[track.Samples[sample].Size];
            file.Position = track.Samples[sample].Offset;
            file.ReadExactly(bytes);
            return NalUnit.ReadAll(bytes, lengthSize);
        }
    }
}
