namespace ChainForge.Media;

/// <summary>Samples of one track that lie side by side.</summary>
/// <param name="Track">Which track.</param>
/// <param name="First">Its first sample.</param>
/// <param name="Count">How many.</param>
/// <param name="Size">Their bytes.</param>
internal readonly record struct MovieChunk(int Track, int First, int Count, long Size);

/// <summary>Lets the tracks take turns, so that a player reads straight on.</summary>
internal static class MovieChunks
{
    private const double Seconds = 0.5;

    public static IReadOnlyList<MovieChunk> Interleave(IReadOnlyList<MovieTrack> tracks)
    {
        var chunks = new List<MovieChunk>();
        var (next, time) = (new int[tracks.Count], new long[tracks.Count]);
        for (var end = Seconds; tracks.Where((track, t) => next[t] < track.Samples.Count).Any(); end += Seconds)
        {
            for (var t = 0; t < tracks.Count; t++)
            {
                var (first, size) = (next[t], 0L);
                while (next[t] < tracks[t].Samples.Count && time[t] < end * tracks[t].Timescale)
                {
                    var sample = tracks[t].Samples[next[t]++];
                    time[t] += sample.Duration;
                    size += sample.Size;
                }

                if (next[t] > first)
                {
                    chunks.Add(new MovieChunk(t, first, next[t] - first, size));
                }
            }
        }

        return chunks;
    }
}
