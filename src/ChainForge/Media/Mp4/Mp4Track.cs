namespace ChainForge.Media;

/// <summary>A track of an MP4 as its tables tell it.</summary>
internal sealed record Mp4Track
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary><c>vide</c> or <c>soun</c>.</summary>
    public required string Handler { get; init; }

    /// <summary>Ticks per second of all times here.</summary>
    public required int Timescale { get; init; }

    /// <summary>The one sample entry, with its header: <c>avc1</c>, <c>mp4a</c>, …</summary>
    public required byte[] SampleEntry { get; init; }

    /// <summary>Type of the sample entry.</summary>
    public required string EntryType { get; init; }

    /// <summary>The samples in the order they are decoded.</summary>
    public required IReadOnlyList<Mp4Sample> Samples { get; init; }

    /// <summary>The tick at which what is shown begins.</summary>
    public required long MediaTime { get; init; }

    /// <summary>Ticks that are shown from there on; null: no edit list says it, all of them.</summary>
    public required long? ShownLength { get; init; }

    /// <summary>Ticks that its header says all of it lasts, shown or not; what the samples say counts.</summary>
    public required long MediaLength { get; init; }

    /// <summary>Pixels across and down as a player is to show them; null: turned, mirrored or skewed.</summary>
    public required (double Width, double Height)? Upright { get; init; }
}

/// <summary>A sample: one coded frame, or one packet of sound.</summary>
/// <param name="Offset">Where it lies in the file.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="DecodeTime">Ticks from the first.</param>
/// <param name="Duration">Ticks until the next is decoded.</param>
/// <param name="ShownAfter">Ticks from its decoding to its showing.</param>
/// <param name="IsSync">Whether decoding may begin here.</param>
internal readonly record struct Mp4Sample(long Offset, int Size, long DecodeTime, int Duration, int ShownAfter, bool IsSync);
