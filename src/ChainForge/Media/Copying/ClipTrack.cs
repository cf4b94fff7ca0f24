namespace ChainForge.Media;

/// <summary>A clip's picture as it lies in its file.</summary>
/// <param name="Track">Its tables.</param>
/// <param name="Config">What its decoder must know.</param>
/// <param name="Sequence">Its sequence parameter set.</param>
/// <param name="Shown">For each frame in the order of decoding its place in the order of showing.</param>
internal sealed record ClipTrack(Mp4Track Track, AvcConfig Config, SequenceParameters Sequence, IReadOnlyList<int> Shown)
{
    // Width and height and all that stands before the boxes of a visual sample entry, behind its header.
    private const int VisualFields = 78;

    /// <exception cref="Mp4Exception">It cannot be copied from.</exception>
    public static ClipTrack Load(ClipInfo clip)
    {
        var track = Mp4Reader.Read(clip.Path).FirstOrDefault(candidate => candidate.Handler == "vide") ?? throw new Mp4Exception("there is no picture in it");
        var config = ConfigOf(track);
        var shown = CleanCut.OrderOfShowing(track.Samples);
        if (config.Sequences.Count != 1 || config.Pictures.Count != 1)
        {
            throw new Mp4Exception("it has several parameter sets");
        }

        var sequence = SequenceParameters.Read(config.Sequences[0]);
        if (!sequence.IsProgressive)
        {
            throw new Mp4Exception("it is interlaced");
        }

        return shown.Length == clip.FrameCount && shown[0] == 0 && track.Samples[0].IsSync && track.MediaTime == track.Samples[0].ShownAfter
            ? new ClipTrack(track, config, sequence, shown)
            : throw new Mp4Exception("it does not begin with its first frame, or shows other frames than it holds");
    }

    /// <summary>What the decoder of a track must know.</summary>
    /// <exception cref="Mp4Exception">Its frames are not H.264.</exception>
    public static AvcConfig ConfigOf(Mp4Track track) => track.EntryType is "avc1" or "avc3" && track.SampleEntry.Length >= 8 + VisualFields
        ? AvcConfig.Read(Mp4Box.Find(track.SampleEntry.AsMemory(8 + VisualFields), "avcC").Content)
        : throw new Mp4Exception($"its frames are described as {track.EntryType}");

    /// <summary>The boxes of such a track's sample entry.</summary>
    public static IReadOnlyList<Mp4Box> BoxesOf(Mp4Track track) => Mp4Box.ReadAll(track.SampleEntry.AsMemory(8 + VisualFields));

    /// <summary>The sample entry with another <c>avcC</c>; bit rates told of one clip do not hold for the whole and are left out.</summary>
    /// <param name="config">The parameter sets.</param>
    /// <param name="colour">Written where the entry says nothing of colours.</param>
    public byte[] EntryWith(AvcConfig config, ColourTags colour)
    {
        var boxes = BoxesOf(Track).Where(box => box.Type is not ("avcC" or "btrt")).Select(box => (box.Type, Bytes: Mp4Box.Write(box.Type, box.Content.ToArray()))).ToList();
        if (!boxes.Exists(box => box.Type == "colr"))
        {
            boxes.Add(("colr", ColourBox.Write(colour)));
        }

        return Mp4Box.Write("avc1", [Track.SampleEntry[8..(8 + VisualFields)], Mp4Box.Write("avcC", config.Write()), .. boxes.Select(box => box.Bytes)]);
    }

    /// <summary>Whether other frames hang on a sample. Of each of its NAL units the header alone is read: all frames of a clip are asked, and they are megabytes.</summary>
    public bool IsReference(FileStream file, int sample)
    {
        var (at, end) = (Track.Samples[sample].Offset, Track.Samples[sample].Offset + Track.Samples[sample].Size);
        var head = new byte[Config.LengthSize + 1];
        while (at < end)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, head, at);
            var length = NalUnit.LengthOf(head.AsSpan(0, Math.Min(read, Config.LengthSize)), end - at);
            if (new NalUnit(head.AsMemory(Config.LengthSize)) is { Type: NalUnit.Slice or NalUnit.IdrSlice, IsReference: true })
            {
                return true;
            }

            at += Config.LengthSize + length;
        }

        return false;
    }

    /// <summary>The id by which a sample's IDR picture is told from another one beside it; null: it is none.</summary>
    public int? IdrIdOf(int sample)
    {
        using var file = File.OpenRead(Track.Path);
        return Units(file, sample).Select(unit => SliceHeader.IdrIdOf(unit, Sequence)).FirstOrDefault(id => id is not null);
    }

    /// <summary>The NAL units of a sample.</summary>
    public IReadOnlyList<NalUnit> Units(FileStream file, int sample)
    {
        var bytes = new byte[Track.Samples[sample].Size];
        file.Position = Track.Samples[sample].Offset;
        file.ReadExactly(bytes);
        return NalUnit.ReadAll(bytes, Config.LengthSize);
    }
}
