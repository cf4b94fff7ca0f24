using System.Globalization;

namespace ChainForge.Media;

/// <summary>FFmpeg's filters that lay music (input 1) below the joined sound (input 0). Pure text.</summary>
internal static class MusicFilter
{
    /// <summary>Where the mix comes out.</summary>
    public const string Output = "[mix]";

    private const double FadeInSeconds = 0.5;
    private const double FadeOutSeconds = 2;

    // Quick enough for the first syllable, slow enough behind it that the music does not pump between words.
    private const string Duck = "ratio=4:attack=20:release=600:detection=rms";

    // Two sounds together can be louder than full scale: held at -1 dB, in step with the picture.
    private const string Limit = "alimiter=limit=0.891:attack=5:release=50:level=0:latency=1";

    /// <param name="plan">How long the sound is.</param>
    /// <param name="music">The music.</param>
    /// <param name="gainDb">What brings it to its loudness.</param>
    public static string Of(StitchPlan plan, MusicPlan music, double gainDb)
    {
        var (rate, length) = (plan.Target.SampleRate, plan.TotalSamples);
        var fadeIn = Math.Min((long)(FadeInSeconds * rate), length / 4);
        var fadeOut = Math.Min((long)(FadeOutSeconds * rate), length / 4);
        var bed = Text($"[1:a:0]aresample={rate},aformat=channel_layouts=stereo,asetpts=N/SR/TB,apad,atrim=end_sample={length},volume={gainDb:0.00}dB,afade=t=in:ss=0:ns={fadeIn},afade=t=out:ss={length - fadeOut}:ns={fadeOut}");
        var mix = music.DuckAbove is { } above
            ? Text($"{bed}[bed];[0:a]asplit[own][key];[bed][key]sidechaincompress=threshold={Threshold(above):0.######}:{Duck}[ducked];[own][ducked]")
            : $"{bed}[bed];[0:a][bed]";
        return $"{mix}amix=inputs=2:duration=first:normalize=0,{Limit},apad=whole_len={length},atrim=end_sample={length}{Output}";
    }

    // FFmpeg takes no less than -60 dB.
    private static double Threshold(double db) => Math.Clamp(Math.Pow(10, db / 20), 0.001, 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
