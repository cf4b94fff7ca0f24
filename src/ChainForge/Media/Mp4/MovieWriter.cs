namespace ChainForge.Media;

/// <summary>Writes an MP4 (ISO/IEC 14496-12): index first, the tracks' samples in turns of half a second, copied from the files they lie in.</summary>
/// <remarks>
/// Of our own because no library that was looked at leaves the times, the edit list and the sample entry to its caller, and on those
/// every exact joint rests. One edit of one stretch, one sample entry, one duration for all frames: what every player understands.
/// </remarks>
internal static class MovieWriter
{
    /// <param name="path">The file.</param>
    /// <param name="tracks">Picture first.</param>
    /// <param name="timescale">Ticks per second of the movie; durations are exact where every track's length is whole in it.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    public static async Task WriteAsync(string path, IReadOnlyList<MovieTrack> tracks, int timescale, CancellationToken cancellationToken)
    {
        var chunks = MovieChunks.Interleave(tracks);
        var bytes = chunks.Sum(chunk => chunk.Size);

        // Large offsets make the index larger, and so move everything behind it: decided once, from the size alone.
        var wide = bytes > uint.MaxValue - MovieIndex.MostBytes(tracks, chunks);
        var type = Mp4Box.Write("ftyp", "isom"u8.ToArray(), BigEndian.U32(512), "isomiso2avc1mp41"u8.ToArray());
        var start = type.Length + MovieIndex.Write(tracks, chunks, timescale, 0, wide).Length + 16;
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await file.WriteAsync(type, cancellationToken);
        await file.WriteAsync(MovieIndex.Write(tracks, chunks, timescale, start, wide), cancellationToken);
        await file.WriteAsync((byte[])[.. BigEndian.U32(1), .. "mdat"u8, .. BigEndian.U64(16 + bytes)], cancellationToken);
        await using var copier = new SampleCopier(file);
        foreach (var chunk in chunks)
        {
            for (var i = chunk.First; i < chunk.First + chunk.Count; i++)
            {
                await copier.CopyAsync(tracks[chunk.Track].Samples[i], cancellationToken);
            }
        }
    }
}
