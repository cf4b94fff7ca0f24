using System.Text.RegularExpressions;

namespace ChainForge.Media;

/// <summary>Measures loudness with FFmpeg's own R128 scanner.</summary>
internal sealed partial class LoudnessMeter(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    private const double Nothing = -120;

    /// <summary>FFmpeg's filters that measure, and print what <see cref="Read"/> reads.</summary>
    /// <param name="file">Where to, as FFmpeg names it; <c>-</c>: to standard output.</param>
    /// <remarks>The scanner wants 48 kHz. One channel is heard from both speakers and counts twice, as players play it.</remarks>
    public static string Scanner(string file) => $"asetpts=PTS-STARTPTS,aresample=48000,ebur128=metadata=1:peak=true:dualmono=1,ametadata=mode=print:file={file}";

    /// <summary>Loudness of any file's first sound.</summary>
    /// <param name="name">What it is called in a message.</param>
    /// <param name="input">FFmpeg's options that open it.</param>
    /// <param name="filter">FFmpeg's filter for the part that counts.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">It can't be decoded.</exception>
    public async Task<ClipLoudness> MeasureAsync(string name, IEnumerable<string> input, string filter, CancellationToken cancellationToken)
    {
        var command = FFmpegCommand.FFmpeg(tools, $"measure the loudness of {name}", [.. input, "-filter_complex", $"[0:a:0]{filter},{Scanner("-")}[heard]", "-map", "[heard]", "-f", "null", "-"]);
        return Read(await FFmpegProcess.ReadTextAsync(command with { MostTime = limits.For(TimeSpan.Zero) }, limits.Stall, time, cancellationToken));
    }

    /// <summary>From the lines that the scanner's metadata are printed as.</summary>
    public static ClipLoudness Read(string text)
    {
        var (integrated, peak, momentary) = (GatedLoudness.Silence, 0.0, new List<double>());
        foreach (Match line in Value().Matches(text))
        {
            var value = double.Parse(line.Groups[2].Value);
            switch (line.Groups[1].Value)
            {
                case "M":
                    momentary.Add(Math.Max(Nothing, value));
                    break;
                case "I":
                    integrated = Math.Max(GatedLoudness.Silence, value);
                    break;
                default:
                    peak = value;
                    break;
            }
        }

        return new ClipLoudness(integrated, peak > 0 ? Math.Max(Nothing, Math.Round(20 * Math.Log10(peak), 2)) : Nothing, momentary);
    }

    [GeneratedRegex(@"^lavfi\.r128\.(M|I|true_peak)=(-?[\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Value();
}
