namespace ChainForge.Media;

/// <summary>Gives the parameter sets of all clips and tails ids that do not collide, in one <c>avcC</c>.</summary>
/// <remarks>Several sample entries, one a set, are what the standard offers for this; Chromium stops at the first change of entry, and others lose frames.</remarks>
internal sealed class ParameterSets
{
    private readonly List<(AvcConfig Config, int Id)> _sets = [];
    private int _next = SliceHeader.FirstWide;

    /// <summary>The id that a clip's slices have to carry: 0 for those like the first clip's.</summary>
    /// <exception cref="Mp4Exception">There are more kinds than ids.</exception>
    public int Add(AvcConfig config)
    {
        if (config.LengthSize != 4)
        {
            throw new Mp4Exception("its frames carry short lengths");
        }

        if (_sets.Where(set => set.Config.Equals(config)).Select(set => (int?)set.Id).FirstOrDefault() is { } known)
        {
            return known;
        }

        var id = _sets.Count == 0 ? 0 : _next <= SliceHeader.LastWide ? _next++ : throw new Mp4Exception("the clips come from too many different encoders");
        _sets.Add((config, id));
        return id;
    }

    /// <summary>Sets that have ids of their own already.</summary>
    /// <exception cref="Mp4Exception">Others have the id.</exception>
    public void AddOwn(AvcConfig config, int id)
    {
        var same = _sets.FirstOrDefault(set => set.Id == id);
        if (same.Config is null)
        {
            _sets.Add((config, id));
        }
        else if (!same.Config.Equals(config))
        {
            throw new Mp4Exception("two tails want the same id");
        }
    }

    /// <summary>All of them together.</summary>
    public AvcConfig Combined()
    {
        var highest = _sets.Select(set => set.Config).MaxBy(config => (config.ProfileAndLevel[0], config.Extension.Length))!;
        return highest with
        {
            ProfileAndLevel = [highest.ProfileAndLevel[0], highest.ProfileAndLevel[1], _sets.Max(set => set.Config.ProfileAndLevel[2])],
            Sequences = [.. _sets.Select(set => IsWide(set.Id) ? SequenceWith(set.Config.Sequences[0], set.Id) : set.Config.Sequences[0])],
            Pictures = [.. _sets.Select(set => IsWide(set.Id) ? PictureWith(set.Config.Pictures[0], set.Id) : set.Config.Pictures[0])],
        };
    }

    private static bool IsWide(int id) => id >= SliceHeader.FirstWide;

    // Its id stands behind profile, constraints and level.
    private static NalUnit SequenceWith(NalUnit set, int id) => SliceHeader.WithFirstId(set, 24, id);

    // Its own id is the first field, that of its sequence the second: nine bits later once the first is widened.
    private static NalUnit PictureWith(NalUnit set, int id) => SliceHeader.WithFirstId(SliceHeader.WithFirstId(set, 0, id), 9, id);
}
