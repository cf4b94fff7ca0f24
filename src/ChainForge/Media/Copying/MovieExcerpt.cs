namespace ChainForge.Media;

/// <summary>Some frames of a track as a movie of their own, shown in their order without the gaps between them.</summary>
internal static class MovieExcerpt
{
    /// <param name="track">The track.</param>
    /// <param name="shown">For each of its frames in the order of decoding its place in the order of showing.</param>
    /// <param name="kept">The frames, in the order of decoding.</param>
    /// <param name="timescale">Ticks per second of the excerpt.</param>
    /// <param name="ticks">Length of a frame.</param>
    /// <param name="size">Width and height in pixels.</param>
    public static MovieTrack Of(Mp4Track track, IReadOnlyList<int> shown, IReadOnlyList<int> kept, int timescale, int ticks, (int Width, int Height) size)
    {
        var ranks = kept.Select(i => shown[i]).Order().Select((place, rank) => (place, rank)).ToDictionary(pair => pair.place, pair => pair.rank);
        return new MovieTrack
        {
            Timescale = timescale,
            SampleEntry = track.SampleEntry,
            Samples = PictureClock.Lay([.. kept.Select(i => (MovieSample.Untimed(track.Path, track.Samples[i]), ranks[shown[i]]))], ticks, out var delay),
            MediaTime = delay,
            Length = (long)kept.Count * ticks,
            Picture = size,
        };
    }
}
