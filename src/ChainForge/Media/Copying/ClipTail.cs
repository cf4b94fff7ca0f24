namespace ChainForge.Media;

/// <summary>The last shown frames of a clip behind its clean cut, encoded anew as a group of their own.</summary>
/// <param name="Track">Where they lie.</param>
/// <param name="Config">What their decoder must know.</param>
/// <param name="Sequence">Their sequence parameter set.</param>
/// <param name="Shown">For each in the order of decoding its place in the order of showing.</param>
internal sealed record ClipTail(Mp4Track Track, AvcConfig Config, SequenceParameters Sequence, IReadOnlyList<int> Shown)
{
    /// <param name="path">As <see cref="TailEncoder"/> wrote it.</param>
    /// <param name="count">How many frames it must have.</param>
    /// <exception cref="Mp4Exception">What came out cannot be used.</exception>
    public static ClipTail Load(string path, int count)
    {
        var track = Mp4Reader.Read(path) is [var only] ? only : throw new Mp4Exception("what was encoded has not exactly one track");
        var config = ClipTrack.ConfigOf(track) is { Sequences.Count: > 0 } whole ? whole : throw new Mp4Exception("what was encoded has no parameter sets");
        var shown = CleanCut.OrderOfShowing(track.Samples);
        return shown.Length == count
            ? new ClipTail(track, config, SequenceParameters.Read(config.Sequences[0]), shown)
            : throw new Mp4Exception($"{shown.Length} frames were encoded instead of {count}");
    }

    /// <summary>Gives ends that were encoded one behind the other a file each.</summary>
    /// <param name="path">The file that holds them all.</param>
    /// <param name="counts">How many frames each must have.</param>
    /// <param name="files">The files to write.</param>
    /// <param name="clip">One of their clips.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Mp4Exception">What came out cannot be used.</exception>
    public static async Task SplitAsync(string path, IReadOnlyList<int> counts, IReadOnlyList<string> files, ClipInfo clip, CancellationToken cancellationToken)
    {
        var whole = Load(path, counts.Sum());
        var first = 0;
        foreach (var (count, file) in counts.Zip(files))
        {
            var kept = Enumerable.Range(first, count).ToList();
            if (!whole.Track.Samples[first].IsSync || kept.Any(i => whole.Shown[i] < first || whole.Shown[i] >= first + count))
            {
                throw new Mp4Exception("an end was not encoded as a group of its own");
            }

            await MovieExcerpt.WriteAsync(file, [(whole.Track, whole.Shown, kept)], clip, cancellationToken);
            first += count;
        }
    }
}
