namespace ChainForge.Media;

/// <summary>A track to be written.</summary>
internal sealed record MovieTrack
{
    /// <summary>Ticks per second of its times.</summary>
    public required int Timescale { get; init; }

    /// <summary>The one sample entry, with its header.</summary>
    public required byte[] SampleEntry { get; init; }

    /// <summary>The samples in the order of decoding.</summary>
    public required IReadOnlyList<MovieSample> Samples { get; init; }

    /// <summary>The tick at which what is shown begins.</summary>
    public required long MediaTime { get; init; }

    /// <summary>Ticks that are shown.</summary>
    public required long Length { get; init; }

    /// <summary>Width and height in pixels; null: this is sound.</summary>
    public (int Width, int Height)? Picture { get; init; }
}

/// <summary>A sample to be written, copied from where it lies.</summary>
/// <param name="Path">The file it lies in.</param>
/// <param name="Offset">Where.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Duration">Ticks until the next is decoded.</param>
/// <param name="ShownAfter">Ticks from its decoding to its showing.</param>
/// <param name="IsSync">Whether decoding may begin here.</param>
internal readonly record struct MovieSample(string Path, long Offset, int Size, int Duration, int ShownAfter, bool IsSync)
{
    /// <summary>A sample of a file without its times there.</summary>
    public static MovieSample Untimed(string path, Mp4Sample sample) => new(path, sample.Offset, sample.Size, 0, 0, sample.IsSync);
}
