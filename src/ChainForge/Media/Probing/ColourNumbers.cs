namespace ChainForge.Media;

/// <summary>The numbers of ISO/IEC 23091-2 by which H.264 and MP4 tell colours, and FFmpeg's names for them.</summary>
internal static class ColourNumbers
{
    /// <summary>Says nothing.</summary>
    public const int Unspecified = 2;

    private static readonly Dictionary<string, int> Primaries = new() { ["bt709"] = 1, ["bt470m"] = 4, ["bt470bg"] = 5, ["smpte170m"] = 6, ["smpte240m"] = 7, ["bt2020"] = 9 };
    private static readonly Dictionary<string, int> Transfers = new() { ["bt709"] = 1, ["bt470m"] = 4, ["bt470bg"] = 5, ["smpte170m"] = 6, ["smpte240m"] = 7, ["bt2020-10"] = 14, ["bt2020-12"] = 15 };
    private static readonly Dictionary<string, int> Matrices = new() { ["bt709"] = 1, ["fcc"] = 4, ["bt470bg"] = 5, ["smpte170m"] = 6, ["smpte240m"] = 7, ["bt2020nc"] = 9 };

    /// <summary>The numbers of some tags; what has none is unspecified.</summary>
    public static (int Primaries, int Transfer, int Matrix) Of(ColourTags colour) =>
        (Number(Primaries, colour.Primaries), Number(Transfers, colour.Transfer), Number(Matrices, colour.Space));

    /// <summary>The tags of some numbers; null: one has no name here.</summary>
    public static ColourTags? Name(int primaries, int transfer, int matrix, bool fullRange)
    {
        var colour = new ColourTags(fullRange ? "pc" : "tv", Named(Matrices, matrix), Named(Primaries, primaries), Named(Transfers, transfer));
        return Of(colour) == (primaries, transfer, matrix) ? colour : null;
    }

    private static int Number(Dictionary<string, int> numbers, string? name) => numbers.GetValueOrDefault(name ?? "", Unspecified);

    private static string? Named(Dictionary<string, int> numbers, int number) => numbers.FirstOrDefault(pair => pair.Value == number).Key;
}
