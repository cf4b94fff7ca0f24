namespace ChainForge.Media;

/// <summary>Frames of one file that follow each other in the video.</summary>
/// <param name="Samples">In the order of decoding, each with its place among the piece's frames.</param>
/// <param name="Start">The first frame's place in the video.</param>
internal sealed record PicturePiece(IReadOnlyList<(MovieSample Sample, int Place)> Samples, int Start)
{
    /// <summary>The first frames of a track, as they lie in their file.</summary>
    public static PicturePiece Of(Mp4Track track, IReadOnlyList<int> shown, int count, int start) =>
        new([.. track.Samples.Take(count).Select((sample, i) => (MovieSample.Untimed(track.Path, sample), shown[i]))], start);

    /// <summary>Its first frames in the order of decoding, and the rest.</summary>
    public (PicturePiece Front, PicturePiece Behind) Split(int count) => (this with { Samples = [.. Samples.Take(count)] }, this with { Samples = [.. Samples.Skip(count)] });

    /// <summary>The same frames with their slices rewritten, in another file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rewrite">Changes a slice.</param>
    public PicturePiece Rewritten(string path, Func<NalUnit, NalUnit> rewrite)
    {
        using var target = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var source = File.OpenRead(Samples[0].Sample.Path);
        var moved = new List<(MovieSample, int)>();
        foreach (var (sample, place) in Samples)
        {
            var bytes = new byte[sample.Size];
            source.Position = sample.Offset;
            source.ReadExactly(bytes);

            // Sets that are repeated among the frames would bring their old ids back.
            var units = NalUnit.ReadAll(bytes, 4).Where(unit => unit.Type is not (NalUnit.SequenceParameters or NalUnit.PictureParameters));
            var changed = NalUnit.WriteAll([.. units.Select(unit => unit.Type is NalUnit.Slice or NalUnit.IdrSlice ? rewrite(unit) : unit)]);
            moved.Add((sample with { Path = path, Offset = target.Position, Size = changed.Length }, place));
            target.Write(changed);
        }

        return this with { Samples = moved };
    }
}
