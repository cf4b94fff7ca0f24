namespace ChainForge.Media;

/// <summary>How loud a clip is, as EBU R128 measures it. Times count from its first frame; where its sound starts late it is silent until then.</summary>
/// <param name="Integrated">Loudness of the whole, in LUFS; -70 where nothing is louder than that.</param>
/// <param name="TruePeak">The highest peak between and on samples, in dBTP; -120 for silence.</param>
/// <param name="Momentary">Every 100 ms the loudness of the 400 ms before, in LUFS; the first, after 100 ms, to the third say nothing and are -120.</param>
public sealed record ClipLoudness(double Integrated, double TruePeak, IReadOnlyList<double> Momentary)
{
    private const double PerSecond = 10;
    private const int Window = 4;

    // Half a sample at 48 kHz, in tenths of a second: the border of a window that a frame's time hits exactly counts as hit.
    private const double Rounding = 1e-4;

    /// <summary>How much was measured, in seconds.</summary>
    internal double Length => Momentary.Count / PerSecond;

    /// <summary>The windows that lie entirely within a part of the clip.</summary>
    /// <param name="from">Seconds after the first frame.</param>
    /// <param name="to">Seconds after the first frame.</param>
    internal IEnumerable<double> Between(double from, double to)
    {
        var first = (int)Math.Ceiling((from * PerSecond) - Rounding) + Window - 1;
        var end = Math.Min(Momentary.Count, (int)Math.Floor((to * PerSecond) + Rounding));
        for (var i = Math.Max(Window - 1, first); i < end; i++)
        {
            yield return Momentary[i];
        }
    }
}
