namespace ChainForge.Media;

/// <summary>Integrated loudness of any part of the material, from its momentary loudness: the two gates of ITU-R BS.1770. Pure.</summary>
internal static class GatedLoudness
{
    /// <summary>The absolute gate, in LUFS: what is quieter counts as silence.</summary>
    public const double Silence = -70;

    private const double RelativeGate = -10;

    /// <summary>In LUFS; null: all of it is silent, or there is nothing.</summary>
    /// <param name="momentary">Windows of 400 ms, in LUFS.</param>
    public static double? Of(IEnumerable<double> momentary)
    {
        var heard = momentary.Where(loudness => loudness > Silence).ToArray();
        if (heard.Length == 0)
        {
            return null;
        }

        var gate = Mean(heard) + RelativeGate;
        return Mean(heard.Where(loudness => loudness >= gate));
    }

    private static double Mean(IEnumerable<double> loudness) => 10 * Math.Log10(loudness.Average(l => Math.Pow(10, l / 10)));
}
