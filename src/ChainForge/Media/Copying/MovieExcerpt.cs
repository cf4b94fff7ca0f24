namespace ChainForge.Media;

/// <summary>Some frames of a track as a movie of their own, shown in their order without the gaps between them.</summary>
internal static class MovieExcerpt
{
    /// <summary>Writes frames of one track, or of several alike, one behind the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pieces">For each track the places of all its frames in the order of showing, and which are kept, both in the order of decoding.</param>
    /// <param name="clip">The clip, or one of them: tells rate and size.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task WriteAsync(string path, IReadOnlyList<(Mp4Track Track, IReadOnlyList<int> Shown, List<int> Kept)> pieces, ClipInfo clip, CancellationToken cancellationToken)
    {
        var (samples, start) = (new List<(MovieSample, int)>(), 0);
        foreach (var (track, shown, kept) in pieces)
        {
            samples.AddRange(kept.Select(i => (MovieSample.Untimed(track.Path, track.Samples[i]), start + shown[i])));
            start += shown.Count;
        }

        var movie = Of(pieces[0].Track.SampleEntry, samples, clip.FrameRate.Num, clip.FrameRate.Den, (clip.Width, clip.Height));
        await MovieWriter.WriteAsync(path, [movie], clip.FrameRate.Num, cancellationToken);
    }

    /// <param name="track">A track whose frames all have the same length, as <see cref="PictureClock"/> lays them.</param>
    /// <param name="kept">The frames, in the order of decoding.</param>
    public static MovieTrack Of(MovieTrack track, IReadOnlyList<int> kept)
    {
        var ticks = track.Samples[0].Duration;
        return Of(track.SampleEntry, [.. kept.Select(i => (track.Samples[i], i + (track.Samples[i].ShownAfter / ticks)))], track.Timescale, ticks, track.Picture);
    }

    private static MovieTrack Of(byte[] entry, List<(MovieSample Sample, int Place)> kept, int timescale, int ticks, (int Width, int Height)? size)
    {
        var ranks = kept.Select(placed => placed.Place).Order().Select((place, rank) => (place, rank)).ToDictionary(pair => pair.place, pair => pair.rank);
        return new MovieTrack
        {
            Timescale = timescale,
            SampleEntry = entry,
            Samples = PictureClock.Lay([.. kept.Select(placed => (placed.Sample, ranks[placed.Place]))], ticks, out var delay),
            MediaTime = delay,
            Length = (long)kept.Count * ticks,
            Picture = size,
        };
    }
}
