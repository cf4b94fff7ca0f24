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
    public static MovieTrack Of(Mp4Track track, IReadOnlyList<int> shown, IReadOnlyList<int> kept, int timescale, int ticks, (int Width, int Height) size) =>
        Of(track.SampleEntry, [.. kept.Select(i => (MovieSample.Untimed(track.Path, track.Samples[i]), shown[i]))], timescale, ticks, size);

    /// <param name="track">A track whose frames all have the same length, as <see cref="PictureClock"/> lays them.</param>
    /// <param name="kept">The frames, in the order of decoding.</param>
    public static MovieTrack Of(MovieTrack track, IReadOnlyList<int> kept)
    {
        var ticks = track.Samples[0].Duration;
        return Of(track.SampleEntry, [.. kept.Select(i => (track.Samples[i], i + (track.Samples[i].ShownAfter / ticks)))], track.Timescale, ticks, track.Picture);
    }

    private static MovieTrack Of(byte[] entry, IReadOnlyList<(MovieSample Sample, int Place)> kept, int timescale, int ticks, (int Width, int Height)? size)
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
