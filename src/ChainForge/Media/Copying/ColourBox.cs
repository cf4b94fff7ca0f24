namespace ChainForge.Media;

/// <summary>The <c>colr</c> of a sample entry: says the colours of frames that say nothing themselves, so that no player has to guess.</summary>
internal static class ColourBox
{
    // ISO/IEC 23091-2.
    private static readonly Dictionary<string, int> Primaries = new() { ["bt709"] = 1, ["bt470m"] = 4, ["bt470bg"] = 5, ["smpte170m"] = 6, ["smpte240m"] = 7, ["bt2020"] = 9 };
    private static readonly Dictionary<string, int> Transfers = new() { ["bt709"] = 1, ["bt470m"] = 4, ["bt470bg"] = 5, ["smpte170m"] = 6, ["smpte240m"] = 7, ["bt2020-10"] = 14, ["bt2020-12"] = 15 };
    private static readonly Dictionary<string, int> Matrices = new() { ["bt709"] = 1, ["fcc"] = 4, ["bt470bg"] = 5, ["smpte170m"] = 6, ["smpte240m"] = 7, ["bt2020nc"] = 9 };

    /// <summary>The box; what has no number is told as unspecified.</summary>
    public static byte[] Write(ColourTags colour) => Mp4Box.Write(
        "colr", "nclx"u8.ToArray(), Number(Primaries, colour.Primaries), Number(Transfers, colour.Transfer), Number(Matrices, colour.Space), BigEndian.U8(colour.Range == "pc" ? 0x80 : 0));

    private static byte[] Number(Dictionary<string, int> numbers, string? name) => BigEndian.U16(numbers.GetValueOrDefault(name ?? "", 2));
}
